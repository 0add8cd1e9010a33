package org.hhvmdeb.cli.console;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.notice.Nearest;
import org.hhvmdeb.notice.ShownText;
import org.hhvmdeb.notice.Words;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How every command says that it was used wrongly: its synopsis, and last, where eyes are, what is wrong.
 *
 * @param sentence may repeat words of the command line
 */
record UsageMessage(CommandLine command, String sentence) {

    static UsageMessage of(CommandLine.ParameterException failure) {
        return new UsageMessage(failure.getCommandLine(), sentence(failure));
    }

    void tell(PrintStream err) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        String usage = "Usage: ";
        err.println(usage + command.getHelp().synopsis(usage.length()).stripTrailing());
        err.println("hhvm-deb: " + ShownText.of(sentence) + (sentence.endsWith("?") ? " See " : "; see ")
                + command.getCommandSpec().qualifiedName() + " --help");
    }

    /** The same with other words, such as masked ones. */
    UsageMessage saying(String other) {
        return new UsageMessage(command, other);
    }

    private static String sentence(CommandLine.ParameterException failure) {
        // What there is not tells more than what is missing, which may have been meant by it.
        List<String> unmatched = failure.getCommandLine().getUnmatchedArguments();
        if (failure instanceof CommandLine.UnmatchedArgumentException e) {
            return unmatched(e.getUnmatched().get(0), failure.getCommandLine());
        }
        if (failure instanceof CommandLine.MissingParameterException && !unmatched.isEmpty()) {
            return unmatched(unmatched.get(0), failure.getCommandLine());
        }
        if (failure instanceof CommandLine.MissingParameterException missing) {
            return missing(missing.getMissing(), plain(failure));
        }
        if (failure instanceof CommandLine.OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice";
        }
        if (failure instanceof CommandLine.MutuallyExclusiveArgsException) {
            return plain(failure)
                    .replace("are mutually exclusive (specify only one)", "exclude each other; give one of them");
        }
        if (plain(failure).startsWith("expected only one match but got")) {
            return excluding(plain(failure));
        }
        ArgSpec argument = failure.getArgSpec();
        if (argument != null && failure.getValue() != null) {
            return invalid(argument, failure.getValue(), plain(failure));
        }
        if (plain(failure).startsWith("missing required subcommand")) {
            return "name a command: "
                    + String.join(
                            ", ", failure.getCommandLine().getSubcommands().keySet());
        }
        return plain(failure);
    }

    private static String unmatched(String word, CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        if (word.startsWith("-")) {
            String option = word.replaceFirst("(?s)(?<=.)=.*", "");
            return "there is no option " + option + new Nearest(names(command.options())).hint(option);
        }
        if (!command.subcommands().isEmpty()) {
            return "there is no command " + word
                    + new Nearest(command.subcommands().keySet()).hint(word);
        }
        return word + " is one operand too many";
    }

    private static List<String> names(Collection<OptionSpec> options) {
        return options.stream().map(OptionSpec::longestName).toList();
    }

    /** The groups that picocli prints, as {@code [--orig=TARBALL | (--from=URL --tag=TAG)]={…}}, without their values. */
    private static String excluding(String said) {
        String groups = said.replaceFirst("=\\{.*", "");
        List<String> names = Pattern.compile("--[a-z-]+")
                .matcher(groups)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        return Words.and(names) + " do not all go together; give those of one kind alone";
    }

    private static String missing(List<ArgSpec> missing, String said) {
        if (missing.isEmpty()) {
            return said;
        }
        if (missing.size() == 1 && missing.get(0).isOption() && said.contains("parameter for option")) {
            return name(missing.get(0)) + " needs a value: " + withValue(missing.get(0));
        }
        // Of options that go together those that are there are said to be missing, too, but not named.
        List<String> names = missing.stream()
                .filter(a -> said.contains(name(a)))
                .map(UsageMessage::withValue)
                .toList();
        return Words.and(names) + (names.size() == 1 ? " is missing" : " are missing");
    }

    private static String invalid(ArgSpec argument, Object value, String said) {
        String given = name(argument) + " is \"" + value + "\"; expected ";
        List<String> choices = Stream.concat(Stream.of(argument.type()), Arrays.stream(argument.auxiliaryTypes()))
                .filter(Class::isEnum)
                .flatMap(t -> Arrays.stream(t.getEnumConstants()))
                .map(c -> String.valueOf(c).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (said.contains("expected one of [")) {
            return given + Words.or(choices);
        }
        if (said.contains("KEY=VALUE")) {
            return given + argument.paramLabel();
        }
        if (said.matches("(?s).* is not an? (int|long)")) {
            return given + "a whole number";
        }
        if (argument.arity().max() == 0 || said.contains("should be specified without")) {
            return name(argument) + " takes no value, but has \"" + value + "\"";
        }
        // What our own converters say of it.
        return said.replaceFirst("^invalid value for [^:]*: ", Matcher.quoteReplacement(name(argument) + ": "));
    }

    private static String name(ArgSpec argument) {
        return argument.isOption() ? ((OptionSpec) argument).longestName() : argument.paramLabel();
    }

    private static String withValue(ArgSpec argument) {
        return argument.isOption() ? name(argument) + "=" + argument.paramLabel() : name(argument);
    }

    /** picocli begins with a capital, as for a line of its own. */
    private static String plain(CommandLine.ParameterException failure) {
        String said = String.valueOf(failure.getMessage())
                .strip()
                .replaceFirst("^Error: ", "")
                .replaceFirst("\\.$", "");
        return said.isEmpty() ? said : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
    }
}
