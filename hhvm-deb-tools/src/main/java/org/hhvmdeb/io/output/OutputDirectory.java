package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.hhvmdeb.io.FileKind;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Looks at the directory that a user named for results, before the work. It need not be there: it is created. */
public final class OutputDirectory {

    private OutputDirectory() {}

    /**
     * Lets through a directory into which files are written, and a name for a new one.
     *
     * @throws InputException when there is anything else, or on the way to it
     * @throws ExternalException when it can be seen that nothing can be written there
     */
    public static void require(Path output) throws HhvmDebException {
        require(output, output.toAbsolutePath());
    }

    /**
     * Lets through a directory that is replaced as a whole, for which the one it is in has to be written to, too.
     *
     * @throws InputException when there is anything else, or on the way to it
     * @throws ExternalException when it can be seen that nothing can be written there
     */
    public static void requireReplaceable(Path output) throws HhvmDebException {
        require(output);
        Path absolute = output.toAbsolutePath().normalize();
        require(output, absolute.getParent() == null ? absolute : absolute.getParent());
    }

    private static void require(Path output, Path directory) throws HhvmDebException {
        refuseTheKernels(output);
        Path there = directory;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new InputException((there.equals(output.toAbsolutePath()) ? output : there) + " is "
                    + FileKind.behind(there) + ", but a directory is written there; name another place");
        }
        try {
            there.getFileSystem().provider().checkAccess(there, AccessMode.WRITE);
        } catch (IOException e) {
            throw ExternalException.writing(output, e);
        }
    }

    private static void refuseTheKernels(Path output) throws HhvmDebException {
        try {
            new NameWalk(output).end();
        } catch (IOException e) {
            throw ExternalException.writing(output, e);
        }
    }
}
