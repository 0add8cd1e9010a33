package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.debian.OrigTarballName;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Which orig tarball a goal works on.
 *
 * @param configured the user's choice, if any
 * @param upstreamDirectory where import-upstream leaves them
 */
record OrigTarballChoice(@Nullable File configured, Path upstreamDirectory) {

    Path forPackaging(File debianDirectory) throws HhvmDebException {
        Optional<Path> tarball = ifThere(debianDirectory);
        if (tarball.isEmpty()) {
            throw new InputException(
                    "debian/changelog asks for " + name(debianDirectory).usual() + ", which is not in "
                            + upstreamDirectory + "; run the goal import-upstream first, or set"
                            + " -Dhhvm.cache.origTarball=FILE");
        }
        return tarball.get();
    }

    /**
     * The user's choice, or the tarball that debian/changelog asks for if it has been made.
     *
     * @throws InputException when there are several, of which dpkg-source takes none, either
     */
    Optional<Path> ifThere(File debianDirectory) throws HhvmDebException {
        if (configured != null) {
            return Optional.of(configured.toPath());
        }
        return name(debianDirectory).in(upstreamDirectory, "remove one, or set -Dhhvm.cache.origTarball=FILE");
    }

    private static OrigTarballName name(File debianDirectory) throws HhvmDebException {
        return OrigTarballName.of(
                PackagingFiles.changelog(debianDirectory.toPath()).latest());
    }
}
