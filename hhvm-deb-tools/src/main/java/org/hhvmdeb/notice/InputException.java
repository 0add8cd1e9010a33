package org.hhvmdeb.notice;

/**
 * What the caller gave is wrong: an unknown tag, a malformed file, values that contradict each other. Repeating the
 * call without changing the input cannot help. Command line: exit code 2.
 */
public final class InputException extends HhvmDebException {

    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message, null);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Names the place of the fault before the message, as compilers do. */
    public InputException(Location where, String message) {
        super(where + ": " + message, null);
    }
}
