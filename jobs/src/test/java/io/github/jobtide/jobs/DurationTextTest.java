package io.github.jobtide.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.Seeds;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "5m, PT5M", "1h30m, PT1H30M", "1.5h, PT1H30M", "7d, PT168H", "250ms, PT0.25S",
            "0s, PT0S"})
    void numbersWithUnitsAreRead(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "h", "6 h", "-6h", "6x", "1.2.3h", ".h", "1e3s", "6h ", "٣h"})
    void anythingElseIsRefusedWithWhatToWrite(String text) {
        assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(InvalidScheduleException.class).hasMessage(
                "'" + text + "' is not a duration; write numbers with their units, such as 90s, 15m, 1h30m or 7d");
    }

    @Test
    void whatIsLongerThanAnyClockCountsIsRefused() {
        assertThatThrownBy(() -> DurationText.parse("9999999d")).hasMessageContaining("longer than 292 years");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Seeds.each(1000, seed -> {
            Duration duration = Duration.ofMillis(new Random(seed).nextLong(1L << (seed % 43)));

            assertThat(DurationText.parse(DurationText.write(duration))).isEqualTo(duration);
        });
    }

    @Test
    void anIntervalIsLongerThanNothing() {
        assertThatThrownBy(() -> IntervalSchedule.parse("0s")).isInstanceOf(InvalidScheduleException.class)
                .hasMessage("a job cannot start every 0s; write an interval such as 6h or 15m");
        assertThat(IntervalSchedule.parse("90m").text()).isEqualTo("every 1h30m");
    }
}
