package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.Changelog;
import org.hhvmdeb.debian.ChangelogEntry;
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

    private static final List<String> ENDINGS = List.of("xz", "gz", "bz2", "lzma");

    Path forPackaging(File debianDirectory) throws HhvmDebException {
        Optional<Path> tarball = ifThere(debianDirectory);
        if (tarball.isEmpty()) {
            throw new InputException("debian/changelog asks for " + name(debianDirectory) + "xz, which is not in "
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
        String name = name(debianDirectory);
        List<Path> found = ENDINGS.stream()
                .map(e -> upstreamDirectory.resolve(name + e))
                .filter(Files::isRegularFile)
                .toList();
        if (found.size() > 1) {
            throw new InputException("there are two orig tarballs of one version, " + found.get(0) + " and "
                    + found.get(1).getFileName() + "; remove one, or set -Dhhvm.cache.origTarball=FILE");
        }
        return found.stream().findFirst();
    }

    private static String name(File debianDirectory) throws HhvmDebException {
        ChangelogEntry entry =
                Changelog.read(debianDirectory.toPath().resolve("changelog")).latest();
        return entry.source() + "_" + entry.version().upstream() + ".orig.tar.";
    }
}
