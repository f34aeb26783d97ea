package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class GoDurationTest {
    private final GoDuration durations = new GoDuration();

    @ParameterizedTest
    @CsvSource({"5m,PT5M", "0,PT0S", "1h30m,PT1H30M", "1.5h,PT1H30M", "90s,PT1M30S", "300ms,PT0.3S", "7us,PT0.000007S",
            "7µs,PT0.000007S", "3ns,PT0.000000003S", "-2s,PT-2S", "+2s,PT2S", ".5s,PT0.5S"})
    void readsDurationsAsGoDoes(String text, Duration expected) {
        assertThat(durations.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "5d", "1h 30m", "1e3s", ".s", "--5m"})
    void refusesWhatGoRefuses(String text) {
        assertThatThrownBy(() -> durations.convert(text)).isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is not a duration");
    }

    @Test
    void readsManyPartsWithoutGoingDeeper() {
        assertThat(durations.convert("1s".repeat(100_000))).isEqualTo(Duration.ofSeconds(100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2562048h", "99999999999999999999s"})
    void refusesMoreThanItCanHold(String text) {
        assertThatThrownBy(() -> durations.convert(text)).isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("292 years");
    }
}
