package org.hhvmdeb.patch.dep3;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.hhvmdeb.patch.diff.PatchFile;

/** Whatever bytes a header has, reading and editing lose none of them. */
class HeaderFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void headersAreReadAndEditedWithoutLoss(byte[] content) {
        PatchFile file = PatchFile.of(content);
        assertThat(file.toBytes()).isEqualTo(content);
        assertThat(file.withHeader(file.header()).toBytes()).isEqualTo(content);
        Header header = Header.of(file.header());
        assertThat(header.toBytes()).isEqualTo(file.header());
        Dep3 dep3 = Dep3.of(header);
        dep3.summary();
        dep3.authors();
        dep3.origin();
        dep3.appliedUpstream();
        dep3.lastUpdate();
        for (HeaderField field : header.fields()) {
            assertThat(header.with(List.of(FieldEdit.value(field, field.value())))
                            .toBytes())
                    .isEqualTo(header.toBytes());
        }
        editEach(header);
        addAndRemove(header);
    }

    // Every other field keeps its value and its bytes.
    private static void editEach(Header header) {
        for (int i = 0; i < Math.min(8, header.fields().size()); i++) {
            Header edited = header.with(List.of(FieldEdit.value(header.fields().get(i), "one\n\ntwo")));
            assertThat(edited.fields()).hasSameSizeAs(header.fields());
            for (int j = 0; j < header.fields().size(); j++) {
                String expected = i == j ? "one\n\ntwo" : header.fields().get(j).value();
                assertThat(edited.fields().get(j).value()).isEqualTo(expected);
                assertThat(edited.fields().get(j).name())
                        .isEqualTo(header.fields().get(j).name());
            }
        }
    }

    private static void addAndRemove(Header header) {
        byte[] before = header.toBytes();
        if (!header.all("Forwarded").isEmpty()) {
            return;
        }
        Header added = header.withField("Forwarded", "no");
        assertThat(added.field("Forwarded")).map(HeaderField::value).contains("no");
        assertThat(added.fields()).hasSize(header.fields().size() + 1);
        boolean ended = before.length == 0 || before[before.length - 1] == '\n';
        if (ended) {
            assertThat(added.withoutField("Forwarded").toBytes()).isEqualTo(before);
        }
    }
}
