package org.hhvmdeb.patch;

/** A patch that GNU patch gives up on, or dpkg-source before it. */
final class MalformedPatchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    MalformedPatchException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the patch file, 0 where none is to blame. */
    int line() {
        return line;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
