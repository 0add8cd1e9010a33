package org.hhvmdeb.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FaultTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int tell(Throwable failure) {
        return Fault.tell(failure, new PrintStream(err, true, UTF_8));
    }

    @Test
    void tooLittleMemoryIsOutsideAndSaysWhatHelps() {
        assertThat(tell(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("(Java heap space)", "-Xmx").hasLineCount(1);
    }

    @Test
    void anyOtherErrorIsAFaultOfOurs() {
        assertThat(tell(endless())).isEqualTo(70);
        assertThat(err.toString(UTF_8))
                .startsWith("hhvm-deb: this is a fault of hhvm-deb itself")
                .contains("StackOverflowError")
                .hasLineCount(42);
    }

    private static StackOverflowError endless() {
        StackOverflowError error = new StackOverflowError();
        StackTraceElement[] frames = new StackTraceElement[1024];
        Arrays.fill(frames, error.getStackTrace()[0]);
        error.setStackTrace(frames);
        return error;
    }
}
