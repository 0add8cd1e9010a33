package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hhvmdeb.notice.Rule;
import org.junit.jupiter.api.Test;

class ExplainTest {

    private static final String HEAD = """
            # Rules

            Written by ExplainTest. The name of a rule stands in brackets behind each finding; `hhvm-deb explain RULE` says the same as
            here. The severity is what a finding usually weighs; some checks know better in a single case.
            """;

    private static final Path DOCUMENT = Path.of("../docs/rules.md");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return HhvmDeb.run(out, new PrintStream(err, true, UTF_8), Map.of(), words);
    }

    @Test
    void aRuleIsExplained() {
        assertThat(run("explain", "patch-ends-early")).isZero();
        assertThat(out.toString(UTF_8))
                .startsWith("patch-ends-early (warning): The last hunk is shorter than its header says.\n")
                .endsWith(".\n");
    }

    @Test
    void aRuleThatThereIsNotIsToldWithTheNearest() {
        assertThat(run("explain", "patch-ends-earl")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualTo("hhvm-deb: there is no rule patch-ends-earl; did you mean patch-ends-early?\n");
    }

    @Test
    void aRuleIsExplainedToAProgram() {
        assertThat(run("explain", "patch-ends-early", "--format", "json")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("\"format\": 1", "\"rule\": \"patch-ends-early\"", "\"severity\": \"warning\"");
    }

    @Test
    void everyRuleOfTheProgramIsListedAndRaisedByACheck() {
        Set<String> declared = new TreeSet<>();
        List<String> neverRaised = new ArrayList<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.hhvmdeb")) {
            if (each.isAssignableTo(Rule.class) && each.isEnum()) {
                for (Object constant : each.reflect().getEnumConstants()) {
                    declared.add(((Rule) constant).id());
                    if (each.getField(((Enum<?>) constant).name()).getAccessesToSelf().stream()
                            .allMatch(a -> a.getOriginOwner().equals(each))) {
                        neverRaised.add(((Rule) constant).id());
                    }
                }
            }
        }
        assertThat(neverRaised).isEmpty();
        assertThat(declared)
                .hasSizeGreaterThan(100)
                .isEqualTo(ExplainCommand.rules().keySet());
    }

    @Test
    void everyRuleHasANameForReportsASentenceAndAnExplanation() {
        for (Rule rule : ExplainCommand.rules().values()) {
            assertThat(rule.id()).matches("[a-z0-9.]+(-[a-z0-9.]+)+");
            assertThat(rule.summary()).as(rule.id()).endsWith(".").hasSizeLessThan(110);
            assertThat(rule.explanation())
                    .as(rule.id())
                    .endsWith(".")
                    .hasSizeBetween(30, 500)
                    .isNotEqualTo(rule.summary());
        }
    }

    /** After a change, {@code -Dreference.write=true} writes it. */
    @Test
    void theReferenceOfRulesIsWhatExplainSays() throws IOException {
        StringBuilder expected = new StringBuilder(HEAD);
        ExplainCommand.rules()
                .values()
                .forEach(rule -> expected.append("\n## ")
                        .append(rule.id())
                        .append("\n\n")
                        .append(rule.severity().word())
                        .append(": ")
                        .append(rule.summary())
                        .append(' ')
                        .append(rule.explanation())
                        .append('\n'));
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected.toString());
    }
}
