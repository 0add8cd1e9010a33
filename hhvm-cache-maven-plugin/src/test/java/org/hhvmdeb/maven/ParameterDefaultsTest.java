package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What users rely on, as Maven reads it from the descriptor. A test that fails here is a change that users notice: tell
 * it in CHANGELOG.md, then take the new table over into parameters.txt.
 */
class ParameterDefaultsTest {

    private List<Element> goals = List.of();
    private String prefix = "";

    @BeforeEach
    void readDescriptor() throws Exception {
        try (InputStream descriptor = resource("/META-INF/maven/plugin.xml")) {
            Element plugin = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor)
                    .getDocumentElement();
            prefix = text(plugin, "goalPrefix");
            goals = children(child(plugin, "mojos"), "mojo");
        }
    }

    @Test
    void everyParameterHasTheNamePropertyAndDefaultOfTheTable() throws IOException {
        String table = ours().map(ParameterDefaultsTest::table).collect(Collectors.joining("\n"));
        try (InputStream golden = resource("parameters.txt")) {
            assertThat(table).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyGoalIsNamed() {
        assertThat(prefix).isEqualTo("hhvm-cache");
        assertThat(goals)
                .extracting(g -> text(g, "goal"))
                .containsExactlyInAnyOrder(
                        "import-upstream",
                        "check-patches",
                        "lint-patches",
                        "forecast-patches",
                        "refresh-patches",
                        "rebase-patches",
                        "apply-patches",
                        "unapply-patches",
                        "build-source",
                        "build-packages",
                        "compile-repo",
                        "verify-repo",
                        "inspect-repo",
                        "package-repo",
                        "prune-repo",
                        "help");
    }

    /** Eclipse marks every project with a goal that it is told nothing of. */
    @Test
    void eclipseIsToldOfEveryGoal() throws Exception {
        try (InputStream mapping = resource("/META-INF/m2e/lifecycle-mapping-metadata.xml")) {
            NodeList told = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(mapping)
                    .getElementsByTagName("goal");
            assertThat(Stream.iterate(0, i -> i < told.getLength(), i -> i + 1)
                            .map(i -> told.item(i).getTextContent()))
                    .containsExactlyInAnyOrderElementsOf(
                            ours().map(g -> text(g, "goal")).toList());
        }
    }

    @Test
    void everyGoalCanRunInParallelAndIsDocumentedSinceARelease() {
        assertThat(goals).allMatch(g -> text(g, "threadSafe").equals("true"));
        assertThat(ours()).allMatch(ParameterDefaultsTest::documented);
    }

    @Test
    void everyParameterIsDocumentedSinceARelease() {
        assertThat(ours().flatMap(g -> parameters(g).stream().filter(p -> !documented(p)))
                        .map(p -> text(p, "name")))
                .isEmpty();
    }

    @Test
    void everyPropertyIsNamedAfterItsParameter() {
        assertThat(ours().flatMap(g -> parameters(g).stream()
                        .filter(p -> !property(g, p).isEmpty())
                        .filter(p -> !property(g, p).equals("${hhvm.cache." + text(p, "name") + "}"))
                        .map(p -> text(g, "goal") + " " + text(p, "name") + " " + property(g, p))))
                .isEmpty();
    }

    private Stream<Element> ours() {
        return goals.stream().filter(g -> !text(g, "goal").equals("help"));
    }

    private static boolean documented(Element element) {
        return !text(element, "description").isBlank() && text(element, "since").matches("\\d+\\.\\d+\\.\\d+");
    }

    private static String table(Element goal) {
        String phase = text(goal, "phase");
        return text(goal, "goal") + (phase.isEmpty() ? "" : " in " + phase) + "\n"
                + parameters(goal).stream().map(p -> row(goal, p)).collect(Collectors.joining());
    }

    private static String row(Element goal, Element parameter) {
        String fallback = configuration(goal, parameter)
                .map(c -> c.getAttribute("default-value"))
                .orElse("");
        String required = text(parameter, "required").equals("true") ? " (required)" : "";
        String row = "  %-18s  %-33s  %s"
                .formatted(text(parameter, "name"), property(goal, parameter), (fallback + required).strip());
        return row.stripTrailing() + "\n";
    }

    private static String property(Element goal, Element parameter) {
        return configuration(goal, parameter)
                .map(c -> c.getTextContent().strip())
                .orElse("");
    }

    /** A parameter with neither property nor default has none. */
    private static Optional<Element> configuration(Element goal, Element parameter) {
        return children(child(goal, "configuration"), text(parameter, "name")).stream()
                .findFirst();
    }

    private static List<Element> parameters(Element goal) {
        return children(child(goal, "parameters"), "parameter").stream()
                .filter(p -> text(p, "editable").equals("true"))
                .toList();
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .map(e -> e.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static Element child(Element parent, String name) {
        return children(parent, name).get(0);
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                .map(nodes::item)
                .filter(n -> n instanceof Element && n.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(ParameterDefaultsTest.class.getResourceAsStream(name), name);
    }
}
