package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Reason;

/** Looks at a file that is to be read before it is opened: to open a FIFO is to wait for somebody who writes. */
public final class InputFile {

    private InputFile() {}

    /**
     * Lets through what can be opened, and what is not there.
     *
     * @throws InputException when it is a FIFO, a socket or a device, links followed
     */
    public static void requireRegular(Path file) throws InputException {
        FileKind kind = FileKind.behind(file);
        if (kind.isSpecial()) {
            throw new InputException(
                    file + " is " + kind + ", but a regular file is needed here; copy it to one first");
        }
    }

    /**
     * The same for a directory that is read or gets files; a file in its place is for those to refuse who know what it is for.
     *
     * @throws InputException when it is a FIFO, a socket or a device, links followed
     */
    public static void requireDirectory(Path directory) throws InputException {
        FileKind kind = FileKind.behind(directory);
        if (kind.isSpecial()) {
            throw new InputException(directory + " is " + kind + ", but a directory is needed here; name one");
        }
    }

    /**
     * Lets through what may be read, and what is not there: without permission to look into it a directory would seem empty.
     *
     * @throws ExternalException when this user may not read it
     */
    public static void requireReadable(Path place) throws ExternalException {
        boolean hidden = Files.isDirectory(place) && !Files.isExecutable(place);
        if (Files.exists(place) && (hidden || !Files.isReadable(place))) {
            throw ExternalException.reading(place, new AccessDeniedException(place.toString()));
        }
    }

    /**
     * Why a place that is to be read is none, for the beginning of a message: {@code "there is no tarball x.tar"}, or what is
     * there instead.
     *
     * @param what the place was to be: {@code "tarball"}, {@code "directory"}
     */
    public static String absent(String what, Path place) {
        try {
            if (Files.readAttributes(place, BasicFileAttributes.class).isDirectory()) {
                return place + " is a directory, and no " + what;
            }
            return place + " is a file, and no " + what;
        } catch (NoSuchFileException e) {
            boolean link = Files.isSymbolicLink(place);
            return "there is no " + what + " " + place + (link ? ", only a symbolic link that leads nowhere" : "");
        } catch (IOException e) {
            return "there is no " + what + " " + place + " that can be looked at: " + Reason.plain(e);
        }
    }

    /**
     * Lets through a file, and what is not there.
     *
     * @throws InputException when it is a directory, a FIFO, a socket or a device, links followed
     */
    public static void requireFile(Path file) throws InputException {
        if (FileKind.behind(file) == FileKind.DIRECTORY) {
            throw new InputException(file + " is a directory, but a file is expected");
        }
        requireRegular(file);
    }

    /**
     * Lets through a file of a packaging that lies in it, in the source tree, or in the git repository around it, links followed. A
     * link that leads elsewhere may have come with a clone, and lines of the user's own files would be shown as faults of the
     * packaging.
     *
     * @param debian the directory debian
     */
    public static void requireWithin(Path file, Path debian) throws InputException {
        try {
            if (!file.toRealPath().startsWith(bound(debian.toRealPath()))) {
                throw new InputException(
                        file
                                + " is, or lies behind, a symbolic link that leads out of the packaging; replace the link with a copy");
            }
        } catch (IOException e) {
            // Who opens it tells why that cannot be done.
            return;
        }
    }

    /** A repository that has the user's home in it, as some keep their settings, is none of a packaging. */
    private static Path bound(Path debian) {
        Path submodule = null;
        for (Path each = debian; each != null && !holdsHome(each); each = each.getParent()) {
            Path git = each.resolve(".git");
            if (Files.isDirectory(git)) {
                return each;
            }
            if (submodule == null && Files.exists(git)) {
                submodule = each;
            }
        }
        Path tree = debian.getParent();
        if (submodule != null) {
            return submodule;
        }
        return tree == null || holdsHome(tree) ? debian : tree;
    }

    private static boolean holdsHome(Path directory) {
        // In containers the one need not be the other.
        return directory.getNameCount() == 0
                || Stream.of(
                                System.getProperty("user.home", ""),
                                System.getenv().getOrDefault("HOME", ""))
                        .filter(home -> !home.isEmpty())
                        .anyMatch(home -> real(Path.of(home)).startsWith(directory));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // A user without a home, as in a container.
            return path;
        }
    }
}
