package org.hhvmdeb.io;

import java.nio.file.Path;
import org.hhvmdeb.notice.InputException;

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
}
