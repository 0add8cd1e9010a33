package org.hhvmdeb.patch.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** Whatever bytes a series has, reading and editing lose none of them. */
class SeriesFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void seriesAreReadAndEditedWithoutLoss(byte[] content) {
        Series series = Series.of(content);
        assertThat(series.toBytes()).isEqualTo(content);
        String added = "an/entirely.new";
        for (SeriesEntry entry : series.entries()) {
            if (entry.patch().equals(added)) {
                return;
            }
        }
        assertThat(names(series.adding(added))).isEqualTo(with(names(series), added));
        boolean ended = content.length == 0 || content[content.length - 1] == '\n';
        if (ended) {
            assertThat(series.adding(added).without(added).toBytes()).isEqualTo(content);
        }
        for (String section : series.sections()) {
            assertThat(series.adding(added, section).section(section))
                    .extracting(SeriesEntry::patch)
                    .contains(added);
        }
        for (SeriesEntry entry : series.entries()) {
            Series renamed = series.renaming(entry.patch(), added);
            assertThat(renamed.entries()).hasSameSizeAs(series.entries());
            assertThat(names(renamed)).contains(added).doesNotContain(entry.patch());
            assertThat(names(series.without(entry.patch()))).doesNotContain(entry.patch());
        }
    }

    private static List<String> names(Series series) {
        return series.entries().stream().map(SeriesEntry::patch).toList();
    }

    private static List<String> with(List<String> names, String last) {
        List<String> all = new ArrayList<>(names);
        all.add(last);
        return all;
    }
}
