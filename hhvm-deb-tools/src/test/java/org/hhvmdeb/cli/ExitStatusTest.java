package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.console.Fault;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.Test;

/** What an exit status means is written for every reader, and everywhere the same. */
class ExitStatusTest {

    @Test
    void helpManualPageAndReadmeKnowTheSame() throws IOException {
        Console console = new Console(System.out, Progress.silent(), Programs.untethered(), Map.of());
        Map<String, String> statuses =
                HhvmDeb.commands(console).getCommandSpec().usageMessage().exitCodeList();
        assertThat(statuses)
                .containsOnlyKeys("0", "1", "2", "3", "70", "128+N")
                .containsKeys(String.valueOf(ExitCodes.FINDINGS), String.valueOf(ExitCodes.INPUT))
                .containsKeys(String.valueOf(ExitCodes.OUTSIDE), String.valueOf(Fault.STATUS));
        String readme = Files.readString(Path.of("../README.md"));
        String told = readme.substring(readme.indexOf("Exit status: "));
        String manual = Files.readString(Path.of("../debian/hhvm-deb.1")).replace("\\fI", "");
        for (String status : statuses.keySet()) {
            assertThat(told.substring(0, 500)).contains(status + " ");
            assertThat(manual).contains("\n.B " + status + "\n");
        }
    }
}
