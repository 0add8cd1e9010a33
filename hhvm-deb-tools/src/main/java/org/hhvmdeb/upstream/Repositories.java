package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;

/** The repositories one run reads, each opened once. */
final class Repositories implements AutoCloseable {

    private final Path cache;
    private final Progress progress;
    private final Map<String, GitRepository> open = new LinkedHashMap<>();

    /**
     * Opens none yet.
     *
     * @param cache where fetched objects are kept; need not exist
     */
    Repositories(Path cache, Progress progress) {
        this.cache = cache;
        this.progress = progress;
    }

    GitRepository at(RepositoryAddress address) throws HhvmDebException, IOException {
        GitRepository known = open.get(address.shown());
        if (known != null) {
            return known;
        }
        GitRepository repository = address.directory().isPresent()
                ? LocalRepository.open(address.directory().get())
                : new RemoteRepository(address, CachedRepository.of(address, cache, progress), progress);
        open.put(address.shown(), repository);
        return repository;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (GitRepository repository : open.values()) {
            try {
                repository.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
