package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    private static final List<String> ENDINGS = List.of("xz", "gz", "bz2");

    Path forPackaging(File debianDirectory) throws HhvmDebException {
        if (configured != null) {
            return configured.toPath();
        }
        ChangelogEntry entry =
                Changelog.read(debianDirectory.toPath().resolve("changelog")).latest();
        String name = entry.source() + "_" + entry.version().upstream() + ".orig.tar.";
        return ENDINGS.stream()
                .flatMap(e -> Stream.of(upstreamDirectory.resolve(name + e)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new InputException("debian/changelog asks for " + name + "xz, which is not in "
                        + upstreamDirectory + "; run the goal import-upstream first, or set"
                        + " -Dhhvm.cache.origTarball=FILE"));
    }
}
