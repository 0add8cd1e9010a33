package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.exception.DefaultExceptionHandler;
import org.apache.maven.plugin.MojoExecutionException;
import org.hhvmdeb.notice.ExternalException;
import org.junit.jupiter.api.Test;

/** What Maven itself makes of a failure that it is handed. */
class ShownFailureTest {

    private static final String HOSTILE = "ERR \u001b]0;title\u0007\u001b[2J";

    private static String told(Throwable failure) {
        String message = ShownFailure.message(failure);
        return new DefaultExceptionHandler()
                .handleException(new MojoExecutionException(message, ShownFailure.cause(message, failure)))
                .getMessage();
    }

    @Test
    void whatAServerSaysDoesNotReachATerminal() {
        ExternalException failure = new ExternalException(
                "the server says: " + HOSTILE, new IllegalStateException(HOSTILE, new RuntimeException("other words")));
        assertThat(told(failure)).isEqualTo("the server says: ERR \\x1b]0;title\\x07\\x1b[2J");
    }

    @Test
    void theReasonIsToldOnce() {
        ExternalException failure =
                new ExternalException("cannot read x: it is not there", new RuntimeException("NoSuchFileException: x"));
        assertThat(told(failure)).isEqualTo("cannot read x: it is not there");
    }

    @Test
    void aFailureThatAddsNothingStaysWhatItIsAndOthersKeepTheirFrames() {
        ExternalException plain = new ExternalException("it is down", new RuntimeException("down"));
        assertThat(ShownFailure.cause("it is down", plain)).isSameAs(plain);
        ExternalException other = new ExternalException("a", new RuntimeException((String) null));
        Throwable shown = ShownFailure.cause("a", other);
        assertThat(shown).isInstanceOf(ShownFailure.class);
        assertThat(shown.getStackTrace()).isEqualTo(other.getStackTrace());
        assertThat(shown.getCause()).hasMessage("a");
    }
}
