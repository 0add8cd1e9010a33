package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDateEpochTest {

    @Test
    void secondsAreCountedFrom1970() throws Exception {
        assertThat(SourceDateEpoch.parse("1527856496")).contains(Instant.parse("2018-06-01T12:34:56Z"));
    }

    @Test
    void anEmptyVariableIsNone() throws Exception {
        assertThat(SourceDateEpoch.parse("")).isEmpty();
        assertThat(SourceDateEpoch.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"today", " 1", "1.5", "99999999999999999", "99999999999999999999"})
    void whatIsNoDateIsWrongInput(String value) {
        assertThatThrownBy(() -> SourceDateEpoch.parse(value))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("SOURCE_DATE_EPOCH is \"" + value + "\"");
    }
}
