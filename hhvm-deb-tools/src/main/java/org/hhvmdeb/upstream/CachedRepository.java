package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.StagedDirectory;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * A bare repository of the cache that keeps what was fetched from one address. JGit writes packs and references beside
 * their place and renames them, so a kill leaves only files that the next run removes.
 */
final class CachedRepository implements AutoCloseable {

    private final CacheLock lock;
    private final LocalRepository repository;

    private CachedRepository(CacheLock lock, LocalRepository repository) {
        this.lock = lock;
        this.repository = repository;
    }

    /** Opens it, or creates it; nobody else uses it until it is closed. */
    static CachedRepository of(RepositoryAddress address, Path cache, Progress progress)
            throws IOException, InputException {
        String name = address.published().replaceFirst("/+$", "").replaceFirst(".*[/:]", "");
        String key = Sha256.of(address.shown().getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16);
        Path directory = cache.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + key);
        CacheLock lock = CacheLock.take(cache.resolve(directory.getFileName() + ".lock"), progress);
        try {
            if (Files.isDirectory(directory)) {
                removeLeftovers(directory);
            } else {
                create(directory);
            }
            return new CachedRepository(lock, LocalRepository.open(directory));
        } catch (IOException | InputException e) {
            lock.close();
            throw e;
        }
    }

    LocalRepository repository() {
        return repository;
    }

    private static void create(Path directory) throws IOException {
        try (StagedDirectory staged = StagedDirectory.beside(directory)) {
            try (Repository fresh = new FileRepositoryBuilder()
                    .setGitDir(staged.path().toFile())
                    .setBare()
                    .build()) {
                fresh.create(true);
            }
            staged.commit();
        }
    }

    /** What a killed fetch leaves: locks of references, packs without an index, temporary objects. */
    private static void removeLeftovers(Path directory) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> files = Files.walk(directory)) {
            leftovers = files.filter(Files::isRegularFile)
                    .filter(f -> isLeftover(directory.relativize(f).toString(), f))
                    .toList();
        }
        for (Path leftover : leftovers) {
            Files.deleteIfExists(leftover);
        }
    }

    private static boolean isLeftover(String name, Path file) {
        return name.endsWith(".lock")
                || name.endsWith(".tmp")
                || name.matches("objects/incoming_[^/]*")
                || (name.matches("objects/pack/[^/]*\\.pack")
                        && !Files.exists(Path.of(file.toString().replaceFirst("\\.pack$", ".idx"))));
    }

    @Override
    public void close() throws IOException {
        repository.close();
        lock.close();
    }
}
