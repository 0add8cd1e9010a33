package org.hhvmdeb.debian;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;

/**
 * The name of one version's orig tarball, which has one form for each compression. dpkg-source takes no source with two of them.
 *
 * @param stem all but the compression: {@code hhvm_3.18.5+dfsg1.orig.tar.}
 */
public record OrigTarballName(String stem) {

    /** Those that dpkg-source knows, the usual one first. */
    public static final List<String> COMPRESSIONS = List.of("xz", "gz", "bz2", "lzma");

    /** Of the version that an entry of debian/changelog is about. */
    public static OrigTarballName of(ChangelogEntry entry) {
        return new OrigTarballName(entry.source() + "_" + entry.version().upstream() + ".orig.tar.");
    }

    /** As it is made when nothing else is asked for. */
    public String usual() {
        return stem + COMPRESSIONS.get(0);
    }

    /**
     * The tarball of that name in a directory.
     *
     * @param advice what to do where there are two
     * @throws InputException when there are two
     */
    public Optional<Path> in(Path directory, String advice) throws InputException {
        List<Path> found = COMPRESSIONS.stream()
                .map(c -> directory.resolve(stem + c))
                .filter(Files::isRegularFile)
                .toList();
        if (found.size() > 1) {
            throw new InputException("there are two orig tarballs of one version, " + found.get(0) + " and "
                    + found.get(1).getFileName() + "; " + advice);
        }
        return found.stream().findFirst();
    }
}
