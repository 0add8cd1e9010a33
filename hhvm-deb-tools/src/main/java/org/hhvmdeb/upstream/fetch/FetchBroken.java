package org.hhvmdeb.upstream.fetch;

import java.io.IOException;

/**
 * A fetch was given up: a server sent more, or more slowly, than it may, or what nobody can read. The message says what it
 * did and what can be done; it holds no address and no credentials.
 */
public final class FetchBroken extends IOException {

    private static final long serialVersionUID = 1L;

    FetchBroken(String message) {
        super(message);
    }
}
