package org.hhvmdeb.patch.engine;

/** A file's diff that cannot be applied as a whole, whatever its hunks. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedException(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
