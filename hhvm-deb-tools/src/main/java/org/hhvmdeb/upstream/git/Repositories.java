package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.fetch.Fetching;

/** The repositories one run reads, each opened once. */
public final class Repositories implements AutoCloseable {

    private final Path cache;
    private final Progress progress;
    private final Fetching fetching;
    private final Map<String, GitRepository> open = new LinkedHashMap<>();

    /**
     * Opens none yet.
     *
     * @param cache where fetched objects are kept; need not exist
     * @param settings how they are fetched
     */
    public Repositories(Path cache, FetchSettings settings, Progress progress) {
        this.cache = cache;
        this.fetching = new Fetching(settings);
        this.progress = progress;
    }

    public GitRepository at(RepositoryAddress address) throws HhvmDebException, IOException {
        GitRepository known = open.get(address.key());
        if (known != null) {
            return known;
        }
        GitRepository repository = address.directory().isPresent()
                ? LocalRepository.open(address.directory().get())
                : remote(address);
        open.put(address.key(), repository);
        return repository;
    }

    private GitRepository remote(RepositoryAddress address) throws HhvmDebException, IOException {
        return new RemoteRepository(address, CachedRepository.of(address, cache, progress), fetching, progress);
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
