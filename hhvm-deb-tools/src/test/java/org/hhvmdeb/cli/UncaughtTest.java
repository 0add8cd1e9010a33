package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.Test;

/** A thread that dies ends the program, which would wait for it, or take its work for done. */
class UncaughtTest {

    /** The program, whose main thread waits for a server that does not answer, and another thread that dies meanwhile. */
    static final class Dying {

        private Dying() {}

        public static void main(String[] arguments) {
            Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
            Thread dying = new Thread(() -> {
                while (Thread.getDefaultUncaughtExceptionHandler() == before) {
                    Thread.onSpinWait();
                }
                if (arguments[0].equals("memory")) {
                    throw new OutOfMemoryError("Java heap space");
                }
                throw new IllegalStateException("planted \u001b[31m");
            });
            dying.start();
            HhvmDeb.main(new String[] {"upstream", "tags", arguments[1]});
        }
    }

    @Test
    void aFaultInAThreadIsToldAsOurs() throws Exception {
        Completed run = dying("fault");
        assertThat(run.exitCode()).as(run.said()).isEqualTo(70);
        assertThat(run.said())
                .contains("hhvm-deb: this is a fault of hhvm-deb itself, please report it", "planted \\x1b[31m")
                .doesNotContain("Exception in thread");
    }

    @Test
    void tooLittleMemoryInAThreadIsOutside() throws Exception {
        Completed run = dying("memory");
        assertThat(run.exitCode()).as(run.said()).isEqualTo(ExitCodes.OUTSIDE);
        assertThat(run.said())
                .contains("Java has run out of memory (Java heap space); give it more")
                .doesNotContain("\tat ", "Exception in thread");
    }

    private static Completed dying(String how) throws Exception {
        try (HostileHttpServer silent = HostileHttpServer.of((request, out) -> Thread.sleep(3_600_000))) {
            List<String> words = JavaCommand.words(Dying.class);
            words.addAll(List.of(how, silent.url("x.git")));
            return Programs.untethered().run(Command.of(words));
        }
    }
}
