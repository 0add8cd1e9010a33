package org.hhvmdeb.patch.check;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to check.
 *
 * @param debianDirectory the directory debian, with patches/series in it
 * @param tree the upstream tree as a directory; patches that quilt or dpkg-source already applied to it are thought away
 * @param origTarball the upstream tree as an orig tarball
 */
public record CheckPatchesRequest(Path debianDirectory, Optional<Path> tree, Optional<Path> origTarball) {

    public CheckPatchesRequest {
        if (tree.isPresent() == origTarball.isPresent()) {
            throw new IllegalArgumentException("either a tree or an orig tarball");
        }
    }

    /** Checks against a directory, which may be the one that debian is in. */
    public static CheckPatchesRequest againstTree(Path debianDirectory, Path tree) {
        return new CheckPatchesRequest(debianDirectory, Optional.of(tree), Optional.empty());
    }

    /** Checks against a tarball, which is not unpacked. */
    public static CheckPatchesRequest againstOrig(Path debianDirectory, Path origTarball) {
        return new CheckPatchesRequest(debianDirectory, Optional.empty(), Optional.of(origTarball));
    }

    /** What the patches are checked against. */
    Path upstream() {
        return tree.or(() -> origTarball).orElseThrow();
    }
}
