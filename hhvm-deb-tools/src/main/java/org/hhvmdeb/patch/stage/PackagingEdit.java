package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.staging.AtomicFileSet;
import org.hhvmdeb.io.staging.AtomicFileSet.Turn;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * A change of the patches and the series of a packaging. It is made while no run applies patches in the source tree around
 * it, as that goes by the series that it found at its beginning, and while no rebase waits, as that goes on from these very
 * patches.
 */
public final class PackagingEdit {

    private final Path debian;
    private final AtomicFileSet files;

    private PackagingEdit(Path debian, AtomicFileSet files) {
        this.debian = debian;
        this.files = files;
    }

    /**
     * Begins; what is to be changed is read after that.
     *
     * @param debian the directory debian
     * @throws InputException when a rebase waits, or what a killed run left is none of ours
     * @throws ExternalException when a run is at work in the tree
     */
    public static PackagingEdit begin(Path debian) throws IOException, HhvmDebException {
        requireNoRunAround(debian);
        AtomicFileSet files = PackagingFiles.change(debian);
        requireNoRebase(debian);
        return new PackagingEdit(debian, files);
    }

    /** Writes a file. */
    public PackagingEdit put(RelativePath file, byte[] content) {
        files.put(file, content);
        return this;
    }

    /** Removes a file, if it is there. */
    public PackagingEdit remove(RelativePath file) {
        files.remove(file);
        return this;
    }

    /**
     * Makes all changes.
     *
     * @throws HhvmDebException as {@link #begin}, and as {@link AtomicFileSet#commit()}
     */
    public void commit() throws IOException, HhvmDebException {
        commit(() -> {});
    }

    /**
     * Makes all changes.
     *
     * @param check looks at what else must not have changed since the beginning
     */
    public void commit(Turn check) throws IOException, HhvmDebException {
        besideNoRun(
                debian,
                () -> files.commit(() -> {
                    requireNoRebase(debian);
                    check.take();
                }));
    }

    /**
     * Does something while no run is at work in the tree around a packaging.
     *
     * @throws ExternalException when one is
     */
    public static void besideNoRun(Path debian, Turn turn) throws IOException, HhvmDebException {
        Path tree = treeAround(debian);
        // Where nothing may be written, nobody applies patches either.
        if (tree == null || !Files.isWritable(tree)) {
            turn.take();
            return;
        }
        TreeChange lock = TreeChange.begin(tree);
        try {
            turn.take();
        } finally {
            lock.close();
        }
    }

    /**
     * The tree around a packaging, where no run is at work.
     *
     * @return empty where the packaging is in no directory of that name
     * @throws ExternalException when one is
     */
    public static Optional<Path> treeAtRest(Path debian) throws IOException, HhvmDebException {
        requireNoRunAround(debian);
        return Optional.ofNullable(treeAround(debian));
    }

    private static void requireNoRunAround(Path debian) throws IOException, HhvmDebException {
        Path tree = treeAround(debian);
        if (tree != null) {
            TreeChange.recover(tree);
        }
    }

    private static @Nullable Path treeAround(Path debian) throws IOException {
        Path tree = debian.toAbsolutePath().normalize().getParent();
        return tree != null
                        && Files.isDirectory(tree.resolve("debian"))
                        && Files.isSameFile(tree.resolve("debian"), debian)
                ? tree
                : null;
    }

    private static void requireNoRebase(Path debian) throws IOException, InputException {
        Path rebase = debian.toRealPath().resolveSibling(PackagingFiles.REBASE);
        if (Files.exists(rebase, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(
                    "a rebase of the patches waits in " + rebase + ", and goes on from them as they are now;"
                            + " finish it (hhvm-deb patches rebase --continue " + rebase.resolveSibling("")
                            + ") or give it up (--abort), then run again");
        }
    }
}
