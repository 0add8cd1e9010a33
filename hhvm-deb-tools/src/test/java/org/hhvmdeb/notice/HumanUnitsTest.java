package org.hhvmdeb.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanUnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, patch, 0 patches",
        "1, patch, 1 patch",
        "2, patch, 2 patches",
        "1, file, 1 file",
        "3, admin port, 3 admin ports",
        "2, class, 2 classes",
        "2, index, 2 indexes",
        "2, repository, 2 repositories",
        "2, key, 2 keys"
    })
    void wordsAreCountedInSingularAndPlural(long number, String one, String expected) {
        assertThat(HumanUnits.count(number, one)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "1, 1 byte", "1023, 1023 bytes", "1024, 1.0 KiB", "8589934592, 8.0 GiB"})
    void bytesHaveOneUnit(long bytes, String expected) {
        assertThat(HumanUnits.bytes(bytes)).isEqualTo(expected);
    }

    @Test
    void whatIsDoneIsToldOfAll() {
        assertThat(HumanUnits.done(1, 1, "step")).isEqualTo("1 of 1 step (100 %)");
        assertThat(HumanUnits.done(1, 0, "step")).isEqualTo("1 step");
        assertThat(HumanUnits.done(512, 2048, "byte")).isEqualTo("512 bytes of 2.0 KiB (25 %)");
        assertThat(HumanUnits.done(3 << 20, -1, "byte")).isEqualTo("3.0 MiB");
    }
}
