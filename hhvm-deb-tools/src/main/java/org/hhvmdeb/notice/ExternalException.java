package org.hhvmdeb.notice;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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
                doing + " failed: " + reason(cause) + "; what was there before is untouched", cause);
    }

    /**
     * Tells a person why something cannot be read.
     *
     * @param what a file, or words for it
     */
    public static ExternalException reading(Object what, IOException cause) {
        return new ExternalException("cannot read " + what + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (message.contains("No space left on device")) {
            return message + " (free some space and run again)";
        }
        if (cause instanceof NoSuchFileException) {
            return "there is no " + message;
        }
        return cause instanceof AccessDeniedException ? "no permission for " + message : message;
    }
}
