package org.hhvmdeb.debian;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;

/**
 * The name of one version's orig tarball, which has one form for each compression. dpkg-source takes no source with two of them.
 *
 * @param stem all but the compression: {@code hhvm_3.18.5+dfsg1.orig.tar.}
 */
public record OrigTarballName(String stem) {

    /** Those that dpkg-source knows, the usual one first. */
    public static final List<String> COMPRESSIONS = List.of("xz", "gz", "bz2", "lzma");

    private static final Pattern FILE = Pattern.compile(
            "([a-z0-9][a-z0-9+.-]+)_([A-Za-z0-9.+~-]+)\\.orig\\.tar\\.(?:" + String.join("|", COMPRESSIONS) + ")");

    /**
     * What the name of a file says.
     *
     * @param source the source package
     * @param version the upstream version
     */
    public record Parts(String source, String version) {}

    /** Takes the name of a file apart; empty where it is not one of an orig tarball. */
    public static Optional<Parts> parts(String file) {
        Matcher name = FILE.matcher(file);
        return name.matches() ? Optional.of(new Parts(name.group(1), name.group(2))) : Optional.empty();
    }

    /** Of the version that an entry of debian/changelog is about. */
    public static OrigTarballName of(ChangelogEntry entry) {
        return of(entry.source().text(), entry.version().upstream());
    }

    /**
     * Of a version.
     *
     * @param source the source package
     * @param version the upstream version
     */
    public static OrigTarballName of(String source, String version) {
        return new OrigTarballName(source + "_" + version + ".orig.tar.");
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
