package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * A bare repository of the cache that keeps what was fetched from one address. It is only ever replaced as a whole, and what is
 * read and what is fetched into are copies of hard links: what a killed fetch leaves is never looked at, and nobody who reads
 * has to be waited for. docs/decisions/0021 tells how runs share a cache.
 */
final class CachedRepository implements AutoCloseable {

    private static final int LONGEST_NAME = 100;

    private final Path directory;
    private final Progress progress;
    private final List<StagedDirectory> copies = new ArrayList<>();
    private final List<LocalRepository> opened = new ArrayList<>();

    private CachedRepository(Path directory, Progress progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Opens it, or begins one.
     *
     * @throws InputException when there is something under its name that is no directory
     */
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
        OutputGuard.requireDirectory(directory);
        CachedRepository cached = new CachedRepository(directory, progress);
        StagedDirectory copy = StagedDirectory.beside(directory);
        try {
            if (!cached.copyTo(copy.path(), true)) {
                create(copy.path());
            }
            cached.use(copy);
            return cached;
        } catch (IOException | InputException e) {
            copy.close();
            throw e;
        }
    }

    /** Something that adds to the repository. */
    @FunctionalInterface
    interface Change {
        void in(Path gitDirectory) throws HhvmDebException, IOException;
    }

    /**
     * Changes it as a whole, or not at all. Two runs do not fetch the same from one address: the second one waits, while it
     * holds nothing that anybody waits for.
     */
    void change(Change change) throws HhvmDebException, IOException {
        CacheLock fetching = lock(".fetch.lock");
        try {
            changeAlone(change);
        } finally {
            fetching.close();
        }
    }

    private void changeAlone(Change change) throws HhvmDebException, IOException {
        StagedDirectory copy = StagedDirectory.beside(directory);
        try {
            if (!copyTo(copy.path(), false)) {
                new RepositoryFiles(copies.get(copies.size() - 1).path()).linkTo(copy.path());
            }
            change.in(copy.path());
            // It names the address, and nobody reads it.
            Files.deleteIfExists(copy.path().resolve("FETCH_HEAD"));
            publish(copy.path());
            use(copy);
        } catch (HhvmDebException | IOException | RuntimeException | Error e) {
            try {
                copy.close();
            } catch (IOException f) {
                e.addSuppressed(f);
            }
            throw e;
        }
    }

    /** The state that this run knows. */
    LocalRepository repository() {
        return opened.get(opened.size() - 1);
    }

    private void use(StagedDirectory copy) throws IOException, InputException {
        opened.add(LocalRepository.open(copy.path()));
        copies.add(copy);
    }

    /** Copies what there is, unless it is damaged or somebody else's. It stays until it is replaced. */
    private boolean copyTo(Path copy, boolean telling) throws IOException {
        CacheLock copying = lock(".lock");
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            RepositoryFiles files = new RepositoryFiles(directory);
            boolean damaged = files.isDamaged();
            boolean ours = !damaged && files.areSealed(Seal.ofUser());
            if (ours) {
                files.linkTo(copy);
            } else if (telling) {
                progress.warn("the repository " + directory + " of the cache "
                        + (damaged ? "is damaged" : "was not made by a run of this user, or has been changed since")
                        + "; it is fetched again");
            }
            return ours;
        } finally {
            copying.close();
        }
    }

    private void publish(Path copy) throws IOException {
        CacheLock replacing = lock(".lock");
        try (StagedDirectory staged = StagedDirectory.beside(directory)) {
            new RepositoryFiles(copy).linkTo(staged.path());
            new RepositoryFiles(staged.path()).seal(Seal.ofUser(), directory);
            staged.commit();
        } finally {
            replacing.close();
        }
    }

    private CacheLock lock(String suffix) throws IOException {
        return CacheLock.take(directory.resolveSibling(directory.getFileName() + suffix), directory, progress);
    }

    private static void create(Path directory) throws IOException {
        try (Repository fresh = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build()) {
            fresh.create(true);
        }
    }

    @Override
    public void close() throws IOException {
        opened.forEach(LocalRepository::close);
        IOException failure = null;
        for (StagedDirectory copy : copies) {
            try {
                copy.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
