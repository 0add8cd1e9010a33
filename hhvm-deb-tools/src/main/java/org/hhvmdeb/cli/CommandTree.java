package org.hhvmdeb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands under their nouns. A command line that names one gets no other: finding out what a command takes costs
 * time, and most runs are short.
 */
final class CommandTree {

    private record Noun(Supplier<Object> command, Map<String, Supplier<Object>> verbs) {}

    private final Object root;
    private final Map<String, Noun> nouns = new LinkedHashMap<>();
    private Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();

    CommandTree(Object root) {
        this.root = root;
    }

    /** Adds a noun; the verbs that follow are its verbs. */
    CommandTree noun(String name, Supplier<Object> command) {
        verbs = new LinkedHashMap<>();
        nouns.put(name, new Noun(command, verbs));
        return this;
    }

    /** Adds a command that is a verb by itself. */
    CommandTree command(String name, Supplier<Object> command) {
        return noun(name, command);
    }

    CommandTree verb(String name, Supplier<Object> command) {
        verbs.put(name, command);
        return this;
    }

    /** All commands, or the one that the words of a command line begin with. */
    CommandLine commandLine(List<String> words) {
        CommandLine line = new CommandLine(root);
        Noun named = words.isEmpty() ? null : nouns.get(words.get(0));
        if (named != null && named.verbs().isEmpty()) {
            return line.addSubcommand(words.get(0), add(named, Map.of()));
        }
        Supplier<Object> verb =
                named == null || words.size() < 2 ? null : named.verbs().get(words.get(1));
        if (named != null && verb != null) {
            return line.addSubcommand(words.get(0), add(named, Map.of(words.get(1), verb)));
        }
        nouns.forEach((name, noun) -> line.addSubcommand(name, add(noun, noun.verbs())));
        return line;
    }

    private static CommandLine add(Noun noun, Map<String, Supplier<Object>> verbs) {
        CommandLine line = new CommandLine(noun.command().get());
        verbs.forEach((name, command) -> line.addSubcommand(name, command.get()));
        return line;
    }
}
