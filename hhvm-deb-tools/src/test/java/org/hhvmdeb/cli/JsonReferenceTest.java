package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hhvmdeb.io.JsonObject;
import org.junit.jupiter.api.Test;

/** docs/json.md is what the records say that are written as JSON. After a change, {@code -Dreference.write=true} writes it. */
class JsonReferenceTest {

    private static final Path DOCUMENT = Path.of("../docs/json.md");
    private static final Path SOURCES = Path.of("src/main/java");

    private static final String HEAD = """
            # JSON

            Written by JsonReferenceTest from the records that commands and goals write as JSON. The first member of each document is
            `format`, now 1: it grows when a member goes or changes its meaning, and not when one is added, so ignore members that you
            do not know. A member that has nothing to say is not there where it "may be absent". The manifest of an orig tarball and
            the description beside a repository have formats of their own (docs/decisions/0002, 0013).
            """;

    @Test
    void theReferenceSaysWhatTheRecordsSay() throws Exception {
        Map<String, Class<?>> records = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.hhvmdeb")) {
            if (each.isAssignableTo(JsonObject.class) && !each.isInterface()) {
                records.put(name(each.reflect()), each.reflect());
            }
        }
        StringBuilder expected = new StringBuilder(HEAD);
        for (Map.Entry<String, Class<?>> each : records.entrySet()) {
            expected.append(section(each.getKey(), each.getValue()));
        }
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected.toString());
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return (outer == null ? "" : name(outer) + ".") + type.getSimpleName().replaceFirst("Json$", "");
    }

    private static String section(String name, Class<?> type) throws IOException {
        String members = Arrays.stream(type.getRecordComponents())
                .map(c -> "| `" + c.getName() + "` | " + words(c) + " |\n")
                .collect(Collectors.joining());
        String comment = comment(type);
        return "\n## " + name + "\n\n" + (comment.isEmpty() ? "" : comment + "\n\n") + "| Member | Value |\n|---|---|\n"
                + members;
    }

    private static String comment(Class<?> type) throws IOException {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        String source = Files.readString(SOURCES.resolve(outermost.getName().replace('.', '/') + ".java"));
        Matcher comment = Pattern.compile(
                        "/\\*\\* ((?:(?!\\*/).)*?) ?\\*/\\s*(?:public )?record " + type.getSimpleName() + "\\(",
                        Pattern.DOTALL)
                .matcher(source);
        return comment.find()
                ? comment.group(1)
                        .replaceAll("\\s*\\n\\s*\\* ?", " ")
                        .replaceAll("\\{@code ([^}]*)}", "`$1`")
                        .strip()
                : "";
    }

    private static String words(RecordComponent component) {
        return words(component.getGenericType());
    }

    private static String words(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<Type> of = List.of(generic.getActualTypeArguments());
            if (generic.getRawType() == Optional.class) {
                return words(of.get(0)) + "; may be absent";
            }
            return generic.getRawType() == Map.class ? "object of " + words(of.get(1)) : "list of " + words(of.get(0));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(c ->
                            "`" + ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        if (JsonObject.class.isAssignableFrom(plain)) {
            return "[" + name(plain) + "](#"
                    + name(plain).toLowerCase(Locale.ROOT).replace(".", "") + ")";
        }
        if (plain == boolean.class) {
            return "true or false";
        }
        return plain == int.class || plain == long.class || Number.class.isAssignableFrom(plain) ? "number" : "text";
    }
}
