package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScrapeRhythmTest {
    @Test
    void whoComesAtEvenIntervalsComesAgain() {
        assertThat(next(0)).as("once").isEmpty();
        assertThat(next(0, 15)).hasValue(30_000);
        assertThat(next(0, 15, 30, 45.1, 60)).hasValue(74_900);
    }

    @Test
    void severalWhoTakeTurnsAreToldApart() {
        assertThat(next(0, 4, 15)).isEmpty();
        assertThat(next(0, 4, 15, 19)).hasValue(30_000);
        assertThat(next(0, 1, 7, 10, 11, 17, 20, 21)).hasValue(27_000);
        assertThat(next(0, 0.01, 15, 15.01)).hasValue(30_000);
    }

    @Test
    void theRhythmIsFoundAgainSoonAfterOnePageMore() {
        assertThat(next(0, 15, 30, 45, 51)).isEmpty();
        assertThat(next(0, 15, 30, 45, 51, 60, 75, 90)).hasValue(105_000);
    }

    @Test
    void withoutARhythmNobodyIsExpected() {
        assertThat(next(0, 15, 18, 40, 47, 90, 100, 101, 130)).isEmpty();
        assertThat(next(0, 0.2, 0.4, 0.6)).as("too often").isEmpty();
        assertThat(next(0, 100, 200)).as("too rarely").isEmpty();
        assertThat(next(0, 90, 180)).hasValue(270_000);
    }

    /** In milliseconds, after pages at those seconds. */
    private static OptionalLong next(double... seconds) {
        var rhythm = new ScrapeRhythm();
        for (double second : seconds) {
            rhythm.asked(Math.round(second * 1e9));
        }
        OptionalLong next = rhythm.next();
        return next.isEmpty() ? next : OptionalLong.of(next.getAsLong() / 1_000_000);
    }
}
