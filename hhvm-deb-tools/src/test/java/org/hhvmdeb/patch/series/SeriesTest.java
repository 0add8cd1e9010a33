package org.hhvmdeb.patch.series;

import static org.assertj.core.api.Assertions.assertThat;

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
}
