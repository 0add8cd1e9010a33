package org.hhvmdeb.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * A debian/ directory copied so that nothing but its content shows. dpkg-source packs the modes and times it finds, and
 * those of a checkout depend on somebody's umask and clock; only the executable bit means something, to debhelper.
 *
 * @param from the packaging as its maintainer keeps it
 * @param to the debian/ of the source tree
 */
record DebianCopy(Path from, Path to) {

    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

    /**
     * Copies what belongs to the packaging.
     *
     * @throws InputException for a link out of the source tree and for what is neither file, directory nor link
     */
    void copy(DebianFiles files) throws IOException, InputException {
        createDirectory(to);
        for (RelativePath path : FileTree.list(from)) {
            Path original = path.under(from);
            boolean directory = Files.isDirectory(original, LinkOption.NOFOLLOW_LINKS);
            if (!files.include(path, directory)) {
                continue;
            }
            if (directory) {
                createDirectory(path.under(to));
            } else if (Files.isSymbolicLink(original)) {
                copyLink(path);
            } else if (Files.isRegularFile(original)) {
                copyFile(path);
            } else {
                throw new InputException(Location.of(original.toString()), "a source package cannot hold such a file");
            }
        }
    }

    /** Gives everything copied, and what was added since, one date. Links have none of their own that would be packed. */
    void stamp(Instant date) throws IOException {
        for (RelativePath path : FileTree.list(to)) {
            if (!Files.isSymbolicLink(path.under(to))) {
                Files.setLastModifiedTime(path.under(to), FileTime.from(date));
            }
        }
        Files.setLastModifiedTime(to, FileTime.from(date));
    }

    private void copyFile(RelativePath path) throws IOException {
        Path copy = path.under(to);
        Files.copy(path.under(from), copy);
        boolean runs = path.text().equals("rules") || Files.isExecutable(path.under(from));
        Files.setPosixFilePermissions(copy, runs ? EXECUTABLE : PLAIN);
    }

    private void copyLink(RelativePath path) throws IOException, InputException {
        Path target = Files.readSymbolicLink(path.under(from));
        Path landing = Path.of("debian", path.text()).resolveSibling(target).normalize();
        if (landing.isAbsolute() || landing.startsWith("..")) {
            throw new InputException(
                    Location.of(path.under(from).toString()),
                    "links to " + target
                            + ", out of the source tree, where nobody else has it; put the file itself there");
        }
        Files.createSymbolicLink(path.under(to), target);
    }

    private static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, EXECUTABLE);
    }
}
