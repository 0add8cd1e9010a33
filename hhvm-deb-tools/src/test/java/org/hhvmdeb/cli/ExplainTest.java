package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplainTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** A rule's name where a finding is made: its place, then the name. */
    private static final Pattern MADE = Pattern.compile(
            "(?:Finding\\s*\\.\\s*|\\b)(?:error|warning|note)\\(\\s*(?:[^\";]{0,80},\\s*)?\"([a-z0-9]+(?:-[a-z0-9]+)+)\",");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return HhvmDeb.run(out, new PrintStream(err, true, UTF_8), Map.of(), words);
    }

    @Test
    void aRuleIsExplained() {
        assertThat(run("explain", "patch-ends-early")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("patch-ends-early: The last hunk is shorter than its header says.\n");
    }

    @Test
    void aRuleThatThereIsNotIsToldWithTheNearest() {
        assertThat(run("explain", "patch-ends-earl")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualTo("hhvm-deb: there is no rule patch-ends-earl; did you mean patch-ends-early?\n");
    }

    @Test
    void everyRuleThatAFindingNamesIsExplained() throws IOException {
        assertThat(run("explain")).isZero();
        Set<String> explained = new TreeSet<>();
        out.toString(UTF_8).lines().forEach(l -> explained.add(l.substring(0, l.indexOf(':'))));
        Set<String> made = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher rules = MADE.matcher(Files.readString(file));
                while (rules.find()) {
                    made.add(rules.group(1));
                }
            }
        }
        assertThat(made).hasSizeGreaterThan(30);
        made.removeAll(explained);
        assertThat(made).isEmpty();
    }
}
