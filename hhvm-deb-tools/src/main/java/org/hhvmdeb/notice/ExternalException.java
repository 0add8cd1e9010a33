package org.hhvmdeb.notice;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * Something outside is missing or failed: a program, the network, the disk. The same call can succeed once that is
 * mended. Command line: exit code 3.
 */
public final class ExternalException extends HhvmDebException {

    private static final long serialVersionUID = 1L;

    public ExternalException(String message) {
        super(message, null);
    }

    public ExternalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Tells a person what an input or output error means.
     *
     * @param doing what was going on, as in {@code "writing target/upstream"}
     */
    public static ExternalException during(String doing, IOException cause) {
        return new ExternalException(
                doing + " failed: " + Reason.of(cause) + "; what was there before is untouched", cause);
    }

    /**
     * Tells a person why something cannot be read.
     *
     * @param what a file, or words for it
     */
    public static ExternalException reading(Object what, IOException cause) {
        boolean named = cause instanceof FileSystemException file
                && file.getFile() != null
                && what.toString().endsWith(file.getFile());
        String why = named ? Reason.plain(cause) : Reason.of(cause);
        return new ExternalException("cannot read " + what + ": " + why, cause);
    }

    /**
     * Tells a person why something cannot be written.
     *
     * @param what a file as the user named it, or words for it
     */
    public static ExternalException writing(Object what, IOException cause) {
        return new ExternalException("cannot write " + what + ": " + Reason.plain(cause), cause);
    }
}
