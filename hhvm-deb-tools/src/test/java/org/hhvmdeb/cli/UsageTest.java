package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Wrong usage is told in one way, whatever is wrong and whichever command it is. */
class UsageTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... words) {
        out.reset();
        err.reset();
        return HhvmDeb.run(out, new PrintStream(err, true, UTF_8), environment, words);
    }

    private static Stream<CommandLine> commands() {
        Console console = new Console(System.out, Progress.silent(), Programs.untethered(), Map.of());
        return all(HhvmDeb.commands(console));
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(UsageTest::all));
    }

    private static List<String> words(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(" ").replaceFirst("^hhvm-deb ?", "");
        return name.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(name.split(" ")));
    }

    private void assertWrong(CommandLine command, List<String> words, String expected) {
        String name = command.getCommandSpec().qualifiedName(" ");
        assertThat(run(Map.of(), words.toArray(String[]::new))).isEqualTo(2);
        String told = err.toString(UTF_8);
        List<String> lines = told.lines().toList();
        assertThat(lines.get(0)).as(told).startsWith("Usage: " + name);
        assertThat(lines.get(lines.size() - 1))
                .startsWith("hhvm-deb: ")
                .contains(expected)
                .endsWith("ee " + name + " --help")
                .doesNotContain("rror:", "option option", "index", "case-insensitive", "Exception");
        assertThat(out.size()).isZero();
    }

    @Test
    void everyCommandTellsOfAnOptionThatThereIsNot() {
        commands().forEach(c -> {
            List<String> words = words(c);
            words.add("--no-such-option=1");
            assertWrong(c, words, "there is no option --no-such-option");
        });
    }

    @Test
    void everyCommandTellsOfAValueThatItsOptionDoesNotTake() {
        commands().forEach(c -> {
            for (OptionSpec option : c.getCommandSpec().options()) {
                if (option.type().isEnum() || option.type() == int.class || option.type() == Integer.class) {
                    List<String> words = words(c);
                    words.add(option.longestName() + "=no-such-value");
                    assertWrong(c, words, option.longestName() + " is \"no-such-value\"; expected ");
                }
            }
        });
    }

    @Test
    void everyCommandTellsOfAnOptionWithoutItsValue() {
        commands().forEach(c -> {
            for (OptionSpec option : c.getCommandSpec().options()) {
                if (option.arity().min() > 0) {
                    List<String> words = words(c);
                    words.add(option.longestName());
                    assertWrong(c, words, option.longestName() + " needs a value: " + option.longestName() + "=");
                }
            }
        });
    }

    @Test
    void everyCommandTellsWhatIsMissing() {
        commands().forEach(c -> {
            for (ArgSpec each : c.getCommandSpec().args()) {
                // Of several operands the first one is told.
                boolean first =
                        each.isOption() || ((PositionalParamSpec) each).index().min() == 0;
                if (each.required() && first && each.group() == null) {
                    String name = each.isOption() ? ((OptionSpec) each).longestName() + "=" : each.paramLabel();
                    assertWrong(c, words(c), name);
                    assertThat(err.toString(UTF_8)).containsAnyOf(" is missing; see ", " are missing; see ");
                }
            }
            if (!c.getSubcommands().isEmpty()) {
                assertWrong(c, words(c), "name a command: ");
            }
        });
    }

    /** It may be a password. */
    @Test
    void theValueOfAnOptionThatThereIsNotIsNotRepeatedWhateverIsInIt() {
        assertThat(run(Map.of(), "patches", "list", "--passwd=a\nhunter2")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("there is no option --passwd").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "patch | there is no command patch; did you mean patches? See hhvm-deb --help",
                "help | there is no command help; see hhvm-deb --help",
                "patches aply | there is no command aply; did you mean apply? See hhvm-deb patches --help",
                "patches list a b | b is one operand too many; see hhvm-deb patches list --help",
                "patches check --fromm x | there is no option --fromm; did you mean --from? See",
                "patches check --from x | --tag=TAG is missing; see hhvm-deb patches check --help",
                "patches check --orig a --from b --tag c | exclude each other; give one of them; see",
                "patches check --format xml | --format is \"xml\"; expected text, json, sarif or junit; see",
                "patches check --report xml=a | --report is \"xml\"; expected text, json, sarif or junit; see",
                "patches check --report junit | --report is \"junit\"; expected FORMAT=FILE; see",
                "patches list --format xml | --format is \"xml\"; expected text or json; see",
                "patches apply --number x | --number is \"x\"; expected a whole number; see",
                "patches list --format json --format text | --format is given twice; see",
                "cache inspect --format | --format needs a value: --format=FORMAT; see",
                "upstream tags x --newest=2 | --newest takes no value",
                "upstream import T --from x --output o --submodule x | --submodule is \"x\"; expected PATH=URL; see",
                "upstream import T --from x | --output=DIR is missing; see",
                "cache inspect a --html= | --html: an empty name stands for no file or directory; see",
                "cache pack | --output=DIR and FILE are missing; see"
            })
    void whatIsWrongIsSaidInPlainWords(String line, String expected) {
        assertThat(run(Map.of(), line.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8).lines().reduce((a, b) -> b))
                .hasValueSatisfying(
                        told -> assertThat(told).startsWith("hhvm-deb: ").contains(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "sarif", "junit"})
    void whoReadsAFormatGetsItAlsoWhereNothingCouldBeChecked(String format) {
        String name = "patches check no-such-directory --format " + format;
        assertThat(run(Map.of(), name.split(" "))).isEqualTo(2);
        assertThat(out.toString(UTF_8)).contains("there is no directory no-such-directory/debian");
        assertThat(run(Map.of(), ("doctor --root no-such-directory --format=" + format).split(" ")))
                .isEqualTo(2);
        assertThat(out.toString(UTF_8)).contains("there is no directory no-such-directory");
        assertThat(run(Map.of(), ("doctor --no-such-option --format=" + format).split(" ")))
                .isEqualTo(2);
        assertThat(out.toString(UTF_8))
                .contains("there is no option --no-such-option")
                .contains(
                        switch (format) {
                            case "sarif" -> "\"executionSuccessful\": false";
                            case "junit" -> "<testsuite name=\"doctor\" tests=\"1\" failures=\"0\" errors=\"1\"";
                            default -> "\"error\": ";
                        });
    }

    @Test
    void valuesAreNamedAndChoicesListedInOneStyle() {
        commands().forEach(c -> {
            for (ArgSpec each : c.getCommandSpec().args()) {
                if (each.arity().max() > 0) {
                    assertThat(each.paramLabel())
                            .as(c.getCommandSpec().qualifiedName(" "))
                            .matches("[A-Z][A-Z0-9_=:\\[\\],.… ]*|'NAME <MAIL>'");
                }
                assertThat(String.join(" ", each.description())).doesNotContain("; default", "exit code");
            }
            assertThat(c.getUsageMessage()).doesNotContain("TEXT, JSON", "STRICT, QUILT");
        });
    }

    @Test
    void helpIsAsWideAsTheTerminal() {
        run(Map.of("COLUMNS", "60"), "upstream", "import", "--help");
        assertThat(out.toString(UTF_8).lines()).allMatch(l -> l.length() <= 60);
        run(Map.of("COLUMNS", "120"), "upstream", "import", "--help");
        assertThat(out.toString(UTF_8).lines()).anyMatch(l -> l.length() > 90);
        run(Map.of("COLUMNS", "many"), "upstream", "import", "--help");
        assertThat(out.toString(UTF_8).lines()).allMatch(l -> l.length() <= 80);
    }
}
