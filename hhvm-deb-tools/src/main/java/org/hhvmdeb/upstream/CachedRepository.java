package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.StagedDirectory;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * A bare repository of the cache that keeps what was fetched from one address. A fetch works on a copy of hard links, which
 * takes the place of the repository when it is whole: what a killed one leaves, under whatever name, is never looked at.
 */
final class CachedRepository implements AutoCloseable {

    private static final int LONGEST_NAME = 100;

    private final Path directory;
    private final List<LocalRepository> opened = new ArrayList<>();

    private CachedRepository(Path directory) throws IOException, InputException {
        this.directory = directory;
        opened.add(LocalRepository.open(directory));
    }

    /** Opens it, or creates it. Nobody else may use the cache until it is closed. */
    static CachedRepository of(RepositoryAddress address, Path cache, Progress progress)
            throws IOException, InputException {
        String name = address.published()
                .replaceFirst("[?].*", "")
                .replaceFirst("/+$", "")
                .replaceFirst(".*[/:]", "");
        String key =
                Sha256.of(address.key().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
        String file = name.replaceAll("[^A-Za-z0-9._-]", "_");
        Path directory = cache.resolve(file.substring(0, Math.min(LONGEST_NAME, file.length())) + "-" + key);
        RepositoryFiles files = new RepositoryFiles(directory);
        if (Files.isDirectory(directory)) {
            files.removeLeftovers();
            if (files.isDamaged()) {
                progress.warn("the repository " + directory + " of the cache is damaged; it is fetched anew");
                FileTree.delete(directory);
            }
        }
        if (!Files.isDirectory(directory)) {
            create(directory);
        }
        return new CachedRepository(directory);
    }

    /** Something that adds to the repository. */
    @FunctionalInterface
    interface Change {
        void in(Path gitDirectory) throws HhvmDebException, IOException;
    }

    /** Changes it as a whole, or not at all. */
    void change(Change change) throws HhvmDebException, IOException {
        try (StagedDirectory staged = StagedDirectory.beside(directory)) {
            new RepositoryFiles(directory).linkTo(staged.path());
            change.in(staged.path());
            // It names the address, and nobody reads it.
            Files.deleteIfExists(staged.path().resolve("FETCH_HEAD"));
            staged.commit();
        }
        opened.add(LocalRepository.open(directory));
    }

    LocalRepository repository() {
        return opened.get(opened.size() - 1);
    }

    private static void create(Path directory) throws IOException {
        try (StagedDirectory staged = StagedDirectory.beside(directory)) {
            if (Files.isDirectory(directory)) {
                return; // A run died while it put a new one in the place of this one, which is back now.
            }
            try (Repository fresh = new FileRepositoryBuilder()
                    .setGitDir(staged.path().toFile())
                    .setBare()
                    .build()) {
                fresh.create(true);
            }
            staged.commit();
        }
    }

    @Override
    public void close() {
        opened.forEach(LocalRepository::close);
    }
}
