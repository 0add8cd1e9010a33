package org.hhvmdeb.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.cli.console.CommandWords;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The files and directories that a command line names. Options and parameters say by their type which of them are written:
 * what is an {@link OutputFile} is an output, every other {@link Path} is read. All of them are looked at in one place
 * before a command begins, so that no command can forget it.
 */
final class PathArguments {

    /** What is read once from its beginning to its end, and may come out of a pipe. */
    private static final Set<String> STREAMS = Set.of("--hosts", "--admin-password-file", "patches add FILE");

    /** How options and parameters are labelled whose values are addresses of repositories. */
    private static final Set<String> ADDRESSES = Set.of("URL_OR_PATH", "PATH=URL");

    /** How options and parameters are labelled whose values are directories, to be read or written. */
    private static final Set<String> DIRECTORIES = Set.of("DIR", "REPOSITORY");

    private final CommandSpec command;
    private final List<OutputFile> outputs = new ArrayList<>();
    private final List<Path> inputs = new ArrayList<>();

    private PathArguments(CommandSpec command) {
        this.command = command;
    }

    /**
     * Looks.
     *
     * @throws InputException when an output would damage an input or another output, or an input is a FIFO or the like
     * @throws org.hhvmdeb.notice.ExternalException when an input is there, and this user may not read it
     */
    static void check(ParseResult line) throws HhvmDebException {
        ParseResult last = line;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
            new PathArguments(last.commandSpec()).check();
        }
    }

    private void check() throws HhvmDebException {
        for (ArgSpec each : command.args()) {
            refuseLostValues(each);
            collect(each, each.getValue());
        }
        for (CommandSpec each : command.mixins().values()) {
            if (each.userObject() instanceof PackagingOptions packaging) {
                inputs.addAll(packaging.places());
            }
        }
        if (command.qualifiedName(" ").startsWith("hhvm-deb patches ") && namesNoPackaging()) {
            inputs.addAll(new PackagingOptions().places());
        }
        for (OutputFile output : outputs) {
            output.apartFrom(InputPlaces.of(inputs));
            for (OutputFile other : outputs.subList(0, outputs.indexOf(output))) {
                if (output.collidesWith(other)) {
                    throw new InputException("two outputs go to the same file: " + other + " and " + output
                            + "; name another file for one of them");
                }
            }
        }
    }

    /** Then the packaging is read that is where the command is given. */
    private boolean namesNoPackaging() {
        return command.args().stream().filter(a -> a.paramLabel().equals("DIR")).allMatch(a -> a.getValue() == null);
    }

    private void collect(ArgSpec argument, Object value) throws HhvmDebException {
        if (value instanceof OutputFile output) {
            outputs.add(output);
        } else if (value instanceof Path input) {
            requireReadable(argument, input);
            inputs.add(input);
        } else if (value instanceof Map<?, ?> values) {
            collect(argument, values.values());
        } else if (value instanceof Collection<?> values) {
            for (Object each : values) {
                collect(argument, each);
            }
        } else if (ADDRESSES.contains(argument.paramLabel()) && value instanceof String address) {
            Optional<Path> place = local(address);
            if (place.isPresent()) {
                requireReadable(argument, place.get());
                inputs.add(place.get());
            }
        }
    }

    /** picocli keeps the last of several values for one key. */
    private static void refuseLostValues(ArgSpec argument) throws InputException {
        if (argument.getValue() instanceof Map<?, ?> values
                && values.size() < argument.originalStringValues().size()) {
            throw new InputException(name(argument) + " is given twice for the same "
                    + argument.paramLabel().replaceFirst("=.*", "") + ", and one would have no effect: "
                    + new CommandWords(argument.originalStringValues())
                            .masked(String.join(", ", argument.originalStringValues())));
        }
    }

    private void requireReadable(ArgSpec argument, Path input) throws HhvmDebException {
        boolean stream = STREAMS.contains(name(argument))
                || STREAMS.contains(command.qualifiedName(" ").replaceFirst("^hhvm-deb ", "") + " " + name(argument));
        if (DIRECTORIES.contains(argument.paramLabel())) {
            InputFile.requireDirectory(input);
        } else if (!stream) {
            InputFile.requireRegular(input);
        }
        InputFile.requireReadable(input);
    }

    private static Optional<Path> local(String address) throws InputException {
        try {
            return UpstreamSource.directory(address);
        } catch (InvalidPathException e) {
            throw new InputException(ExitCodes.unspeakable(UpstreamSource.withoutCredentials(address)));
        }
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
