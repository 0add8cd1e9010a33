package org.hhvmdeb.upstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenLimitsTest {

    private static FetchLimits read(String name, String value) throws InputException {
        return new WrittenLimits(Map.of(name, value), n -> "--" + n).read();
    }

    @Test
    void timesHaveTheirUnits() throws Exception {
        assertThat(read("fetchTimeout", "90").timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(read("fetchTimeout", "3650d").timeout()).isEqualTo(Duration.ofDays(3650));
        assertThat(read("lowSpeedTime", "24d").lowSpeedTime()).isEqualTo(Duration.ofDays(24));
        FetchSettings longest = new FetchSettings(read("fetchTimeout", "3650d"), Proxies.NONE, Credentials.NONE, false);
        assertThat(new Fetching(longest).leftNanos()).isPositive();
    }

    /** Behind them the clock, and JGit's, would run over. */
    @ParameterizedTest
    @CsvSource({"fetchTimeout,3651d", "fetchTimeout,999999d", "lowSpeedTime,25d", "lowSpeedTime,9999999d"})
    void aTimeThatNoClockHoldsIsRefused(String name, String value) {
        assertThatThrownBy(() -> read(name, value))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("--" + name + " is \"" + value + "\"", "the longest time is");
    }

    @ParameterizedTest
    @CsvSource({"fetchTimeout,0", "fetchTimeout,-1", "fetchTimeout,soon", "maxObjects,0", "maxDownload,lots"})
    void whatIsNoLimitIsRefused(String name, String value) {
        assertThatThrownBy(() -> read(name, value))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("from 1 on");
    }
}
