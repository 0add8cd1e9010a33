package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/commands.md is what the commands say of themselves. After a change, {@code -Dreference.write=true} writes it. */
class CommandReferenceTest {

    private static final Path DOCUMENT = Path.of("../docs/commands.md");
    private static final int WIDTH = 120;

    @Test
    void theReferenceSaysWhatTheCommandsSay() throws IOException {
        Console console = new Console(System.out, Progress.silent(), Programs.untethered(), Map.of());
        String expected = "# Commands\n\nWritten by CommandReferenceTest from `--help` of each command.\n"
                + all(HhvmDeb.commands(console))
                        .map(CommandReferenceTest::section)
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandReferenceTest::all));
    }

    private static String section(CommandLine command) {
        command.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH);
        String usage = command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
        return "\n## " + command.getCommandSpec().qualifiedName(" ") + "\n\n```\n" + usage.strip() + "\n```\n";
    }
}
