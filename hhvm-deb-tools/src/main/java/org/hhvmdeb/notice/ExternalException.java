package org.hhvmdeb.notice;

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
}
