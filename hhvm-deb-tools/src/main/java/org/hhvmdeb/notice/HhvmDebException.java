package org.hhvmdeb.notice;

import org.jspecify.annotations.Nullable;

/**
 * A step could not do its work. The message is complete for a person: what failed, on what, why, and what to do; front
 * ends print it as it is and never need the stack trace.
 */
public abstract sealed class HhvmDebException extends Exception
        permits InputException, FindingsException, ExternalException {

    private static final long serialVersionUID = 1L;

    HhvmDebException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
