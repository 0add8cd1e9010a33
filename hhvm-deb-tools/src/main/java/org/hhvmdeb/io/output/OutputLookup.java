package org.hhvmdeb.io.output;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hhvmdeb.io.FileKind;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Finds out what is behind a name, and changes nothing. */
final class OutputLookup {

    /** stat(2): the bits that say what it is, and what they say. */
    private static final int KIND = 0170000;

    private static final int SOCKET = 0140000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;

    /** open(2): for reading only when none is set; and what is closed when another program is run. */
    private static final int ACCESS_MODE = 03;

    private static final int CLOSE_ON_EXEC = 02000000;

    private final Path named;

    OutputLookup(Path named) {
        this.named = named;
    }

    /**
     * Looks at a name that a step made up, in a directory that a user named. What is no regular file there came with a
     * clone or was left by others: nobody meant it to be written to.
     *
     * @throws InputException when it is a link, a FIFO, a device or a directory
     * @throws ExternalException when it can be seen that it cannot be written
     */
    OutputPlace computed() throws HhvmDebException {
        if (Files.exists(named, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(named, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(named + " is " + FileKind.of(named) + ", but a file is written under this name;"
                    + " remove it, or name another directory");
        }
        return place();
    }

    /**
     * Looks.
     *
     * @throws InputException when it is a directory, a socket, a descriptor that is not open or in no directory
     * @throws ExternalException when it can be seen that it cannot be written
     */
    OutputPlace place() throws HhvmDebException {
        try {
            Path place = new NameWalk(named).end();
            boolean descriptor = NameWalk.isDescriptor(place);
            if (!Files.exists(place)) {
                if (descriptor) {
                    throw new InputException("cannot write " + named + ": no such file descriptor is open for writing");
                }
                requireRoomFor(place);
                return new OutputPlace.Regular(place);
            }
            int kind = (Integer) Files.getAttribute(place, "unix:mode") & KIND;
            if (kind == DIRECTORY) {
                throw new InputException(named + " is a directory, but a file is written; name a file in it");
            }
            if (descriptor) {
                return descriptor(place, kind);
            }
            if (kind == SOCKET) {
                throw socket();
            }
            if (kind == REGULAR) {
                requireRoomFor(place);
                return new OutputPlace.Regular(place);
            }
            if (kind == BLOCK_DEVICE) {
                throw new InputException(
                        named + " is a block device, and a file would destroy what is on it; name a file");
            }
            check(place);
            return new OutputPlace.Special(place, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw ExternalException.writing(named, e);
        }
    }

    private OutputPlace descriptor(Path place, int kind) throws IOException, InputException {
        if (!place.startsWith(Path.of("/proc/self").toRealPath())) {
            throw new InputException(named + " is an open file of another process; name a file");
        }
        String number = String.valueOf(place.getFileName());
        if (number.equals("1")) {
            return new OutputPlace.Standard(FileDescriptor.out);
        }
        if (number.equals("2")) {
            return new OutputPlace.Standard(FileDescriptor.err);
        }
        if (kind == SOCKET) {
            throw socket();
        }
        if (!isInheritedForWriting(place)) {
            throw new InputException("cannot write " + named + ": no such file descriptor is open for writing");
        }
        // To open it is to begin at its start again: what is in the file already has to stay.
        return new OutputPlace.Special(place, kind == REGULAR ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
    }

    /** What Java has open itself, programs to run among it, it reads only, or closes before others could inherit it. */
    private static boolean isInheritedForWriting(Path descriptor) throws IOException {
        Path info = StagedFile.parentOf(descriptor)
                .resolveSibling("fdinfo")
                .resolve(String.valueOf(descriptor.getFileName()));
        for (String line : Files.readAllLines(info, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("flags:")) {
                int flags = Integer.parseInt(line.substring("flags:".length()).strip(), 8);
                return (flags & ACCESS_MODE) != 0 && (flags & CLOSE_ON_EXEC) == 0;
            }
        }
        return false;
    }

    private InputException socket() {
        return new InputException(named + " is a socket, but a file is written; name a file");
    }

    /** The nearest directory that is there has to take a new file, or the directory it is to be in. */
    private void requireRoomFor(Path file) throws IOException, InputException {
        Path directory = StagedFile.parentOf(file);
        while (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            directory = StagedFile.parentOf(directory);
        }
        if (!Files.isDirectory(directory)) {
            throw new InputException("cannot write " + named + ": " + directory + " is "
                    + (Files.exists(directory) ? "a file, not a directory" : "a symbolic link that leads nowhere"));
        }
        check(directory);
    }

    private static void check(Path place) throws IOException {
        place.getFileSystem().provider().checkAccess(place, AccessMode.WRITE);
    }
}
