package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesExcludedTest {

    private static final String FORMAT = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n";

    @ParameterizedTest
    @CsvSource({
        "third-party/foo,third-party/foo/src/a.c",
        "third-party/foo,third-party/foo",
        "third-party/foo/,third-party/foo/a.c",
        "third-party/*/doc,third-party/boost/libs/x/doc/index.html",
        "*/test,test/a",
        "*/test,hphp/runtime/test/a",
        "*.min.js,web/js/x.min.js",
        "hphp/JSON_parser.c??,hphp/JSON_parser.cpp",
        "a?b,a/b",
        "fo?,fo/a",
        "a\\*b,a*b",
        "a\\?b,a?b",
        "a\\\\b,a\\b",
        "a[b],a[b]",
        "a+(b|c)^$#@%{},a+(b|c)^$#@%{}/x"
    })
    void aPatternExcludes(String pattern, String path) throws Exception {
        assertThat(FilesExcluded.of(List.of(pattern)).matching(path)).contains(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "third-party/foo,third-party/foobar/a.c",
        "third-party/foo,x/third-party/foo/a.c",
        "foo,third-party/foo",
        "hhvm*,third-party/hhvm",
        "hhvm-3.18.5/foo,foo",
        "/foo,foo",
        "./foo,foo",
        "a[b],ab",
        "a\\*b,axb",
        "a.b,axb",
        "FOO,foo"
    })
    void aPatternDoesNotExclude(String pattern, String path) throws Exception {
        assertThat(FilesExcluded.of(List.of(pattern)).matching(path)).isEmpty();
    }

    @Test
    void everyPatternKnowsItsLine() throws Exception {
        FilesExcluded excluded = FilesExcluded.parse(
                FORMAT + "Files-Excluded: one\n two  three\n# a comment\n four\nSource: five\n", "copyright");
        assertThat(List.of("one", "two", "three", "four"))
                .extracting(p -> excluded.where(p).orElseThrow().toString())
                .containsExactly("copyright:2", "copyright:3", "copyright:3", "copyright:5");
        assertThat(excluded.where("five")).isEmpty();
        assertThat(FilesExcluded.of(List.of("one")).where("one")).isEmpty();
    }

    @Test
    void theLastMatchingPatternIsTheOneUsed() throws Exception {
        FilesExcluded excluded = FilesExcluded.of(List.of("third-party/lz4", "third-party/*", "gone"));
        assertThat(excluded.matching("third-party/lz4/a")).contains("third-party/*");
        assertThat(excluded.unused(List.of("third-party/lz4/a", "hphp/b"))).containsExactly("third-party/lz4", "gone");
    }

    @Test
    void includedPathsStay() throws Exception {
        FilesExcluded excluded = FilesExcluded.parse(
                FORMAT + "Files-Excluded: third-party\nFiles-Included: third-party/folly\n", "copyright");
        assertThat(excluded.matching("third-party/folly/a")).isEmpty();
        assertThat(excluded.matching("third-party/lz4/a")).contains("third-party");
    }

    @Test
    void patternsAreReadFromTheHeaderOfTheCopyrightFile() throws Exception {
        String text = FORMAT + "Upstream-Name: HHVM\nfiles-excluded: a\n b c\n#d\n\te\n\nFiles: *\nbroken\n";
        assertThat(FilesExcluded.parse(text, "copyright").patterns()).containsExactly("a", "b", "c", "e");
        assertThat(FilesExcluded.parse(text, "copyright").and(List.of("f")).patterns())
                .endsWith("e", "f");
    }

    @Test
    void aCopyrightFileWithoutTheFieldExcludesNothing() throws Exception {
        assertThat(FilesExcluded.parse("This package was debianized by hand.\n", "copyright")
                        .patterns())
                .isEmpty();
        assertThat(FilesExcluded.parse("", "copyright").matching("a")).isEmpty();
    }

    @Test
    void aFieldThatMkOrigtargzWouldIgnoreIsAnError() {
        assertThatThrownBy(() -> FilesExcluded.parse("Format: 1.0\nFiles-Excluded: a\n", "debian/copyright"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("debian/copyright:1:")
                .hasMessageContaining("copyright-format/1.0/");
        assertThatThrownBy(() -> FilesExcluded.parse(FORMAT + "\nFiles: *\nFiles-Excluded: a\n", "debian/copyright"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("debian/copyright:4:")
                .hasMessageContaining("first paragraph");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "a\\", "\\\\\\", "a\\[b"})
    void aBackslashBeforeAnythingElseIsRefused(String pattern) {
        assertThatThrownBy(
                        () -> FilesExcluded.parse(FORMAT + "Files-Excluded: x " + pattern + "\n", "debian/copyright"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("debian/copyright:2:")
                .hasMessageContaining("write \\\\ for the character itself");
    }

    @Test
    void aPatternThatIsOnlyASlashIsRefused() {
        assertThatThrownBy(() -> FilesExcluded.of(List.of("/"))).isInstanceOf(InputException.class);
    }

    @Test
    void noPatternIsSlow() throws Exception {
        FilesExcluded excluded = FilesExcluded.of(List.of("*a".repeat(200) + "b"));
        assertThat(excluded.matching("a".repeat(4000))).isEmpty();
    }
}
