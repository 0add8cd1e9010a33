package org.hhvmdeb.maven;

import org.hhvmdeb.notice.ShownText;

/**
 * A failure as Maven gets it for a cause. Maven adds what every cause says to the message, unless it stands there already:
 * so a cause says the message again, and nothing with characters that act on a terminal, or for a second time in other
 * words. The frames of the stack are those of the failure itself.
 */
final class ShownFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 20;

    private ShownFailure(String told, Throwable failure, int depth) {
        super(
                told,
                failure.getCause() == null || depth == DEEPEST
                        ? null
                        : new ShownFailure(told, failure.getCause(), depth + 1));
        setStackTrace(failure.getStackTrace());
    }

    /** What Maven is to be told. */
    static String message(Throwable failure) {
        return ShownText.of(String.valueOf(failure.getMessage()));
    }

    /** The failure itself, where Maven would add nothing of it to the message. */
    static Throwable cause(String told, Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() == null || !told.contains(each.getMessage())) {
                return new ShownFailure(told, failure, 0);
            }
        }
        return failure;
    }
}
