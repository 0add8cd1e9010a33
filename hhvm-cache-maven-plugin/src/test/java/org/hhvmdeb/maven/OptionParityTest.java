package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a command can be told, its goal can, too: every option is a parameter of the same name or of the one below, or is not one for
 * the reason below. Both sides are tables that other tests hold against the code.
 */
class OptionParityTest {

    private static final Map<String, String> GOALS = new TreeMap<>(Map.ofEntries(
            Map.entry("upstream import", "import-upstream"),
            Map.entry("patches check", "check-patches"),
            Map.entry("patches lint", "lint-patches"),
            Map.entry("patches forecast", "forecast-patches"),
            Map.entry("patches refresh", "refresh-patches"),
            Map.entry("patches rebase", "rebase-patches"),
            Map.entry("patches apply", "apply-patches"),
            Map.entry("patches unapply", "unapply-patches"),
            Map.entry("source build", "build-source"),
            Map.entry("package build", "build-packages"),
            Map.entry("cache compile", "compile-repo"),
            Map.entry("cache verify", "verify-repo"),
            Map.entry("cache inspect", "inspect-repo"),
            Map.entry("cache pack", "package-repo"),
            Map.entry("cache prune", "prune-repo")));

    /** Of all commands, where the parameter has a longer name: a property is one of the whole build. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("--debian", "debianDirectory"),
            Map.entry("--exclude", "excludes"),
            Map.entry("--force", "forceCreation"),
            Map.entry("--from", "upstreamUrl"),
            Map.entry("--git-cache", "gitCacheDirectory"),
            Map.entry("--include", "includes"),
            Map.entry("--keyring", "keyrings"),
            Map.entry("--option", "compilerOptions"),
            Map.entry("--orig", "origTarball"),
            Map.entry("--report", "reportFormats"),
            Map.entry("--run", "runHhvm"),
            Map.entry("--skip-submodule", "skippedSubmodules"),
            Map.entry("--source", "phpDirectory"),
            Map.entry("--submodule", "submodules"));

    /** Of one command. */
    private static final Map<String, String> OWN_NAMES = Map.ofEntries(
            Map.entry("upstream import --compression", "origCompression"),
            Map.entry("upstream import --exclude", "filesExcluded"),
            Map.entry("upstream import --no-changelog", "changelog"),
            Map.entry("upstream import --output", "upstreamDirectory"),
            Map.entry("upstream import --repack", "repackCount"),
            Map.entry("patches check --tag", "checkTags"),
            Map.entry("patches forecast --fail-on", "failOnStates"),
            Map.entry("patches forecast --html", "forecastDirectory"),
            Map.entry("patches forecast --tags", "forecastTags"),
            Map.entry("patches rebase --abort", "abortRebase"),
            Map.entry("patches rebase --continue", "continueRebase"),
            Map.entry("patches apply --mode", "patchMode"),
            Map.entry("patches apply --to", "lastPatch"),
            Map.entry("patches unapply --force", "forceUnapply"),
            Map.entry("patches unapply --to", "topPatch"),
            Map.entry("source build --no-verify", "verifySource"),
            Map.entry("source build --output", "sourceDirectory"),
            Map.entry("package build --no-tests", "packageTests"),
            Map.entry("package build --output", "packagesDirectory"),
            Map.entry("cache compile --name", "program"),
            Map.entry("cache compile --output", "repoDirectory"),
            Map.entry("cache inspect --html", "inspectionDirectory"),
            Map.entry("cache inspect --top", "inspectionTop"),
            Map.entry("cache pack --date", "outputTimestamp"),
            Map.entry("cache pack --depends", "dependency"),
            Map.entry("cache pack --name", "packageName"),
            Map.entry("cache pack --output", "outputDirectory"),
            Map.entry("cache pack --restart", "restartUnit"),
            Map.entry("cache pack --systemd-dropin", "systemdDropIn"),
            Map.entry("cache prune --apply", "applyPrune"),
            Map.entry("cache prune --gone", "goneFiles"),
            Map.entry("cache prune --live", "liveSchemas"),
            Map.entry("cache prune --output", "prunedRepo"));

    /** What goals do without, and why. */
    private static final Map<String, String> WITHOUT = Map.of(
            "--offline", "mvn -o says it",
            "--format", "goals write files",
            "--section", "a build applies all sections",
            "--fix", "a build does not change what it is made of",
            "--number", "for work by hand; a build names a patch",
            "--allow-tool-state", "not for builds, which run what is written there",
            "--details", "the page and the JSON have them",
            "--help", "the goal help",
            "--version", "Maven's own");

    private static final Pattern ONE_WORD = Pattern.compile("(?s)(--[a-z-]+).*Default:\\s+([^\\s,]+)(?:,.*|\\s*)");

    @Test
    void everyOptionOfACommandIsAParameterOfItsGoalOrSaysWhyNot() throws IOException {
        Map<String, Set<String>> parameters = parameters();
        List<String> missing = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        options().forEach((command, options) -> {
            Set<String> goal = Objects.requireNonNull(parameters.get(GOALS.get(command)), command);
            for (String option : options) {
                String own = command + " " + option;
                String name = parameter(own);
                used.add(OWN_NAMES.containsKey(own) ? own : option);
                if (!goal.contains(name) && !WITHOUT.containsKey(option)) {
                    missing.add(own + ": " + GOALS.get(command) + " has no " + name);
                }
            }
        });
        assertThat(missing).isEmpty();
        assertThat(used)
                .as("names that no option has any more")
                .containsAll(OWN_NAMES.keySet())
                .containsAll(WITHOUT.keySet());
    }

    @Test
    void whatNobodySaysIsTheSameForACommandAndItsGoal() throws IOException {
        Map<String, String> ofGoals = goalDefaults();
        List<String> compared = new ArrayList<>();
        List<String> different = new ArrayList<>();
        commandDefaults().forEach((own, ofCommand) -> {
            String command = own.substring(0, own.lastIndexOf(' '));
            String ofGoal = ofGoals.get(GOALS.get(command) + " " + parameter(own));
            if (ofGoal != null) {
                compared.add(own);
                if (!ofGoal.equalsIgnoreCase(ofCommand)) {
                    different.add(own + ": " + ofCommand + ", and " + ofGoal + " of the goal");
                }
            }
        });
        assertThat(different).isEmpty();
        assertThat(compared).hasSizeGreaterThan(7);
    }

    /** The defaults that the help has as one word and does not describe in several, by command and option. */
    private static Map<String, String> commandDefaults() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        for (String section : Files.readString(Path.of("../docs/commands.md")).split("(?m)^## hhvm-deb ", -1)) {
            String command = section.lines().findFirst().orElse("");
            if (GOALS.containsKey(command)) {
                for (String option : section.split("(?m)^ {2,8}(?:-\\w, *)?(?=--)|^```", -1)) {
                    Matcher one = ONE_WORD.matcher(option);
                    if (one.matches()) {
                        defaults.put(command + " " + one.group(1), one.group(2));
                    }
                }
            }
        }
        return defaults;
    }

    /** The defaults of parameters that are no expression of Maven's, by goal and name. */
    private static Map<String, String> goalDefaults() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        goals().forEach((goal, table) -> Pattern.compile("(?m)^ +(\\w+) +\\$\\{\\S+} +([^\\s$(]\\S*)")
                .matcher(table)
                .results()
                .forEach(m -> defaults.put(goal + " " + m.group(1), m.group(2))));
        return defaults;
    }

    /** What the goal calls an option of a command. */
    private static String parameter(String own) {
        String option = own.substring(own.lastIndexOf(' ') + 1);
        return OWN_NAMES.getOrDefault(own, NAMES.getOrDefault(option, camelCase(option)));
    }

    private static String camelCase(String option) {
        return Pattern.compile("-([a-z])")
                .matcher(option.substring(2))
                .replaceAll(m -> m.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    private static Map<String, Set<String>> options() throws IOException {
        Map<String, Set<String>> options = new TreeMap<>();
        for (String section : Files.readString(Path.of("../docs/commands.md")).split("(?m)^## hhvm-deb ", -1)) {
            String command = section.lines().findFirst().orElse("");
            if (GOALS.containsKey(command)) {
                options.put(command, words("(?m)^ {2,8}(?:-\\w, *)?(--[a-z-]+)", section));
            }
        }
        assertThat(options.keySet()).isEqualTo(GOALS.keySet());
        return options;
    }

    private static Map<String, Set<String>> parameters() throws IOException {
        Map<String, Set<String>> parameters = new TreeMap<>();
        goals().forEach((goal, table) -> parameters.put(goal, words("(?m)^ +([A-Za-z]+)", table)));
        return parameters;
    }

    /** The table of each goal's parameters: name, property, default. */
    private static Map<String, String> goals() throws IOException {
        Map<String, String> goals = new TreeMap<>();
        try (InputStream table = Objects.requireNonNull(OptionParityTest.class.getResourceAsStream("parameters.txt"))) {
            for (String goal : new String(table.readAllBytes(), StandardCharsets.UTF_8).split("\n\n", -1)) {
                goals.put(goal.strip().split("\\s", 2)[0], goal);
            }
        }
        return goals;
    }

    private static Set<String> words(String pattern, String text) {
        Set<String> words = new TreeSet<>();
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .forEach(words::add);
        return words;
    }
}
