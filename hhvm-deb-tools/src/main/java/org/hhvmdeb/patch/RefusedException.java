package org.hhvmdeb.patch;

/** A file's diff that cannot be applied as a whole, whatever its hunks. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
