package org.hhvmdeb.patch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    private static Series of(String text) {
        return Series.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a.patch'|a.patch|''",
                "'  a.patch  '|a.patch|''",
                "'a.patch # why'|a.patch|''",
                "'a#1'|a#1|''",
                "'a.patch -p0'|a.patch|-p0",
                "'a.patch\t-p1 # why'|a.patch|-p1",
                "'sub/dir/a.patch'|sub/dir/a.patch|''",
                "'a.patch\r\n'|a.patch|''"
            })
    void aLineIsReadAsDpkgSourceReadsIt(String line, String patch, String options) {
        SeriesEntry entry = of(line).entries().get(0);
        assertThat(entry.patch()).isEqualTo(patch);
        assertThat(entry.options()).isEqualTo(options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "   \t\n", "# text\n", "   # text\n", "#a.patch\n", "0\n"})
    void aLineThatNamesNoPatchIsPassedOver(String line) {
        assertThat(of(line).entries()).isEmpty();
    }

    @Test
    void everyByteIsKept() {
        byte[] content = "# é\n\n a -p1\t# x\r\nb\n\n\n#c".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Series.of(content).toBytes()).isEqualTo(content);
    }

    @Test
    void commentsOpenSections() {
        Series series = of("""
                first.patch

                # wikimedia-specific
                # (never sent upstream)
                a.patch
                #disabled.patch
                b.patch

                # backports
                sub/c.patch
                """);
        assertThat(series.sections()).containsExactly("wikimedia-specific", "backports");
        assertThat(series.section("wikimedia-specific"))
                .extracting(SeriesEntry::patch)
                .containsExactly("a.patch", "b.patch");
        assertThat(series.entries().get(0).section()).isEmpty();
    }

    @Test
    void aSubdirectoryIsASectionToo() {
        Series series = of("a.patch\nwikimedia/b.patch\nwikimedia/c.patch\n");
        assertThat(series.section("wikimedia")).extracting(SeriesEntry::line).containsExactly(2, 3);
    }

    private static final String SECTIONS = """
            # All patches go upstream, but those below.
            first.patch

            # wikimedia-specific
            # (never sent upstream)
            a.patch -p1 # why
            #disabled.patch

            # empty
            # yet

            # backports
            sub/c.patch
            """;

    @Test
    void aPatchIsAddedBehindTheOthersOfItsSection() {
        Series series = of(SECTIONS);
        assertThat(text(series.adding("x", "wikimedia-specific"))).isEqualTo(SECTIONS.replace("why\n", "why\nx\n"));
        assertThat(text(series.adding("x", "empty"))).isEqualTo(SECTIONS.replace("# yet\n", "# yet\nx\n"));
        assertThat(text(series.adding("sub/x", "sub"))).isEqualTo(SECTIONS + "sub/x\n");
        assertThat(text(series.adding("x"))).isEqualTo(SECTIONS + "x\n");
        assertThat(series.adding("x", "empty").section("empty"))
                .extracting(SeriesEntry::patch)
                .containsExactly("x");
    }

    @Test
    void aSectionThatIsNotThereIsMadeOnDemandOnly() {
        Series series = of(SECTIONS);
        assertThat(series.hasSection("new")).isFalse();
        assertThatThrownBy(() -> series.adding("x", "new")).isInstanceOf(IllegalArgumentException.class);
        assertThat(text(series.addingSection("new").adding("x", "new"))).isEqualTo(SECTIONS + "\n# new\nx\n");
        assertThat(text(of("").addingSection("new"))).isEqualTo("# new\n");
    }

    @Test
    void whatIsTakenOutLeavesCommentsAndSectionsBehind() {
        assertThat(text(of(SECTIONS).without("a.patch"))).isEqualTo(SECTIONS.replace("a.patch -p1 # why\n", ""));
        assertThat(of(SECTIONS).without("a.patch").hasSection("wikimedia-specific"))
                .isTrue();
        assertThat(text(of(SECTIONS).without("nobody"))).isEqualTo(SECTIONS);
    }

    @Test
    void aRenamedPatchKeepsItsOptionsAndComment() {
        assertThat(text(of(SECTIONS).renaming("a.patch", "$1.patch")))
                .isEqualTo(SECTIONS.replace("\na.patch", "\n$1.patch"));
    }

    @Test
    void lineEndingsAreThoseOfTheNeighbours() {
        assertThat(text(of("# s\r\na\r\n").adding("b", "s"))).isEqualTo("# s\r\na\r\nb\r\n");
        assertThat(text(of("a\r\nb").adding("c"))).isEqualTo("a\r\nb\r\nc\r\n");
        assertThat(text(of("# s\na\n# t\nb").adding("c", "s"))).isEqualTo("# s\na\nc\n# t\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "#a", "a\nb", "0", "a #b"})
    void aNameThatCannotBeReadAgainIsRefused(String name) {
        assertThatThrownBy(() -> of("").adding(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Series series) {
        return new String(series.toBytes(), StandardCharsets.UTF_8);
    }
}
