package org.hhvmdeb.patch.diff;

/** A patch that GNU patch gives up on, or dpkg-source before it. */
public final class MalformedPatchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    public MalformedPatchException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the patch file, 0 where none is to blame. */
    public int line() {
        return line;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
