package org.hhvmdeb.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateOptionTest {

    @ParameterizedTest
    @CsvSource({
        "0,1970-01-01T00:00:00Z",
        "1700000000,2023-11-14T22:13:20Z",
        "2026-11-30,2026-11-30T00:00:00Z",
        "2026-11-30T12:00:00Z,2026-11-30T12:00:00Z",
        "2026-11-30T12:00:00+02:00,2026-11-30T10:00:00Z"
    })
    void aDateIsReadInThreeForms(String text, String date) throws Exception {
        assertThat(DateOption.parse(text)).hasToString(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "2026-13-01",
                "2026-13-45",
                "2026-02-30",
                "2026-11-30T25:00:00Z",
                "-1",
                "2026-11-30 12:00",
                "99999999999999999999"
            })
    void whatIsNoDateIsRefusedWithTheForms(String text) {
        assertThatThrownBy(() -> DateOption.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("is not a date", "write 2026-11-30, ")
                .hasMessageNotContaining("parsed");
    }
}
