package org.hhvmdeb.patch.dep3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.hhvmdeb.patch.dep3.Dep3.VendorBug;
import org.hhvmdeb.patch.dep3.Forwarded.State;
import org.hhvmdeb.patch.dep3.Origin.Category;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Dep3Test {

    private static Dep3 of(String header) {
        return Dep3.of(Header.of(header.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Description: one line                   | one line",
                "Subject: [PATCH 3/7] from git           | from git",
                "Subject: [PATCH v2] [RFC] two           | [RFC] two",
                "Subject: =?UTF-8?q?f=C3=BCr?= =?utf-8?Q?_euch?= alle | für euch alle",
                "Subject: =?ISO-8859-1?B?/A==?=          | ü",
                "Subject: =?UTF-8?q?=C3?= =?UTF-8?q?=BC?= | ü",
                "Subject: =?nonsense?q?x?=               | =?nonsense?q?x?=",
                "Subject: =?UTF-8?b?!?=                  | =?UTF-8?b?!?=",
                "Origin: other                           | ''"
            })
    void theSummaryIsOneReadableLine(String field, String summary) {
        assertThat(of(field + "\n").summary()).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upstream, https://example.org/c | UPSTREAM | https://example.org/c",
                "backport,commit:abc             | BACKPORT | commit:abc",
                "Vendor                          | VENDOR   | ''",
                "https://example.org/            |          | https://example.org/"
            })
    void theOriginHasACategoryAndAReference(String value, Category category, String reference) {
        assertThat(of("Origin: " + value + "\n").origin())
                .contains(new Origin(Optional.ofNullable(category), reference));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded: no                          | NO",
                "Forwarded: not-needed                  | NOT_NEEDED",
                "Forwarded: https://example.org/        | YES",
                "Bug: https://example.org/              | YES",
                "Bug-Debian: https://bugs.debian.org/1  | NO"
            })
    void aMissingForwardedMeansYesWhereThereIsABug(String field, State state) {
        assertThat(of(field + "\n").forwarded().state()).isEqualTo(state);
    }

    @Test
    void appliedUpstreamIsAVersionACommitOrAUrl() {
        AppliedUpstream applied =
                of("Applied-Upstream: 3.15.0, commit:abc\n").appliedUpstream().orElseThrow();
        assertThat(applied).isEqualTo(new AppliedUpstream(Optional.of("3.15.0"), Optional.of("abc"), Optional.empty()));
        assertThat(applied.text()).isEqualTo("3.15.0, commit:abc");
    }

    @Test
    void vendorBugsAndReviewersAndDatesAreRead() {
        Dep3 dep3 = of("Bug-Debian: 1\nBug-Wikimedia: T1\nReviewed-by: A\nAcked-by: B\nLast-Update: 2024-02-29\n");
        assertThat(dep3.vendorBugs()).containsExactly(new VendorBug("Debian", "1"), new VendorBug("Wikimedia", "T1"));
        assertThat(dep3.reviewers()).containsExactly("A", "B");
        assertThat(dep3.lastUpdate()).contains(LocalDate.of(2024, 2, 29));
        assertThat(of("Last-Update: 2023-02-29\n").lastUpdate()).isEmpty();
    }
}
