package org.hhvmdeb;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * docs/architecture.md says what the classes say: the rooms, which room knows which, and for whom a class is public. After a
 * change, {@code -Darchitecture.write=true} writes it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String ROOT = "org.hhvmdeb.";
    private static final String MARK = "<!-- From here on written by ArchitectureTest. -->\n";
    private static final Path DOCUMENT = Path.of("../docs/architecture.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path PLUGIN = Path.of("../hhvm-cache-maven-plugin/src/main/java");
    private static final Pattern NAME = Pattern.compile("\\borg\\.hhvmdeb\\.([a-z0-9.]+)\\.[A-Z]\\w*");
    private static final int MOST_FILES = 40;
    private static final int MOST_COMPONENTS = 8;

    /** Records with more components, and why. */
    private static final Map<String, String> LARGE_RECORDS = Map.ofEntries(
            Map.entry("ImportRequest", "a builder gathers it"),
            Map.entry("PackageRequest", "a builder gathers it"),
            Map.entry("CompileRequest", "each option has a method of its own"),
            Map.entry("Command", "each option has a method of its own"),
            Map.entry("ContinueRebaseRequest", "nearly all of it is what is not said again"),
            Map.entry("ImportedUpstream", "a result, read by name"),
            Map.entry("CompiledRepo", "a result, read by name"),
            Map.entry("RepoInspection", "a result, read by name"),
            Map.entry("FilePatch", "made by the parser alone, of as many kinds of line"),
            Map.entry("ImportedUpstreamJson", "the members of a document"));

    private final JavaClasses classes =
            new ClassFileImporter(Set.of(new ImportOption.DoNotIncludeTests())).importPackages("org.hhvmdeb");

    private final Map<String, Set<String>> rooms = new TreeMap<>();
    private final Map<String, Set<String>> known = new TreeMap<>();
    private final Map<String, Set<String>> users = new TreeMap<>();

    ArchitectureTest() throws IOException {
        for (JavaClass each : classes) {
            if (isOurs(each)) {
                add(each);
            }
        }
        readUsers(SOURCES, room -> room);
        readUsers(PLUGIN, room -> room);
        readUsers(TESTS, room -> "tests");
    }

    /** From the text, too: the compiler leaves nothing of a constant or of the type of a lambda. */
    private void readUsers(Path root, UnaryOperator<String> label) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String room = root.relativize(Objects.requireNonNull(file.getParent()))
                        .toString()
                        .replace('/', '.')
                        .substring(ROOT.length() - 1)
                        .replaceFirst("^\\.", "");
                Matcher names = NAME.matcher(Files.readString(file));
                while (names.find()) {
                    if (!names.group(1).equals(room)) {
                        users.computeIfAbsent(names.group(), n -> new TreeSet<>())
                                .add(label.apply(room));
                    }
                }
            }
        }
    }

    private void add(JavaClass each) {
        String room = room(each);
        known.computeIfAbsent(room, r -> new TreeSet<>());
        rooms.computeIfAbsent(room, r -> new TreeSet<>()).add(outermost(each).getSimpleName());
        each.getDirectDependenciesFromSelf().stream()
                .map(d -> d.getTargetClass().getBaseComponentType())
                .filter(ArchitectureTest::isOurs)
                .filter(t -> !room(t).equals(room))
                .forEach(t -> {
                    known.get(room).add(room(t));
                    users.computeIfAbsent(outermost(t).getName(), n -> new TreeSet<>())
                            .add(room);
                });
    }

    private static boolean isOurs(JavaClass each) {
        return each.getPackageName().startsWith(ROOT) && !each.getSimpleName().equals("package-info");
    }

    private static JavaClass outermost(JavaClass each) {
        return each.getEnclosingClass().map(ArchitectureTest::outermost).orElse(each);
    }

    private static String room(JavaClass each) {
        return each.getPackageName().substring(ROOT.length());
    }

    private static String step(String room) {
        return room.split("\\.", -1)[0];
    }

    @Test
    void theDocumentSaysWhatTheClassesSay() throws IOException {
        String document = Files.readString(DOCUMENT);
        String head = document.substring(0, document.indexOf(MARK) + MARK.length());
        String expected = head + "\n" + picture() + "\n" + table() + "\n" + publicClasses();
        if (Boolean.getBoolean("architecture.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(document).isEqualTo(expected);
    }

    @Test
    void noRoomHasMoreFilesThanAReaderTakesIn() {
        rooms.forEach((room, names) -> assertThat(names).as(room).hasSizeLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void aRecordHasNoMoreComponentsThanAReaderTakesInOrSaysWhy() {
        assertThat(classes.stream()
                        .filter(c -> isOurs(c) && c.isRecord())
                        .filter(c -> c.reflect().getRecordComponents().length > MOST_COMPONENTS)
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(LARGE_RECORDS.keySet());
    }

    @Test
    void aClassIsPublicForSomebody() {
        assertThat(publics().filter(c -> forWhom(c).isEmpty()).map(JavaClass::getName))
                .as("public, and used in no other room")
                .isEmpty();
    }

    private String picture() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        known.forEach((room, others) -> others.stream()
                .map(ArchitectureTest::step)
                .filter(o -> !o.equals(step(room)))
                .forEach(o ->
                        arrows.computeIfAbsent(step(room), r -> new TreeSet<>()).add(o)));
        return "```mermaid\nflowchart TB\n"
                + arrows.entrySet().stream()
                        .map(a -> "  " + a.getKey() + " --> " + String.join(" & ", a.getValue()) + "\n")
                        .collect(Collectors.joining())
                + "```\n";
    }

    private String table() {
        return "## Rooms\n\n| Room | Files | What it is for | Knows |\n|---|---|---|---|\n"
                + rooms.entrySet().stream()
                        .map(r -> "| `" + r.getKey() + "` | " + r.getValue().size() + " | " + purpose(r.getKey())
                                + " | " + String.join(", ", known.getOrDefault(r.getKey(), Set.of())) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String purpose(String room) {
        try {
            String text = Files.readString(
                    SOURCES.resolve((ROOT + room).replace('.', '/')).resolve("package-info.java"));
            String comment = text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
                    .replaceAll("\\n \\* ?", " ")
                    .replaceAll("\\{@(?:code|link) (?:org\\.hhvmdeb\\.(?:[a-z0-9]+\\.)*)?([^}]*)}", "`$1`")
                    .replaceAll("<[^>]*>", "")
                    .strip();
            Matcher sentence = Pattern.compile("^.*?\\.(?= |$)").matcher(comment);
            return sentence.find() ? sentence.group() : comment;
        } catch (IOException e) {
            throw new AssertionError(room + " has no package-info.java", e);
        }
    }

    private Stream<JavaClass> publics() {
        return classes.stream()
                .filter(ArchitectureTest::isOurs)
                .filter(c -> c.getEnclosingClass().isEmpty())
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .sorted(Comparator.comparing(JavaClass::getName));
    }

    private Set<String> forWhom(JavaClass each) {
        return users.getOrDefault(each.getName(), Set.of());
    }

    private String publicClasses() {
        StringBuilder text = new StringBuilder("## For whom a class is public\n\nA class that is not named here is its"
                + " room's own. `tests` are those of other rooms; `maven` is the plugin.\n");
        String room = "";
        for (JavaClass each : publics().toList()) {
            if (!room.equals(room(each))) {
                room = room(each);
                text.append("\n### `").append(room).append("`\n\n");
            }
            Set<String> whom = new TreeSet<>(forWhom(each));
            whom.removeIf(w -> w.equals("tests") && whom.size() > 1);
            text.append("- `")
                    .append(each.getSimpleName())
                    .append("`: ")
                    .append(String.join(", ", whom))
                    .append('\n');
        }
        return text.toString();
    }
}
