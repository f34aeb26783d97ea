package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    /** One run. */
    private record Run(long nanos, boolean failed) {}

    @Test
    void replaysInAnyOrderComeToTheFailuresAfterTheLastSuccess() {
        Seeds.each(2000, seed -> {
            Random random = new Random(seed);
            List<Run> runs = new ArrayList<>();
            for (int i = 1; i <= 1 + random.nextInt(12); i++) {
                runs.add(new Run(10L * i, random.nextInt(3) > 0));
            }
            long expected = 0;
            for (Run run : runs) {
                expected = run.failed ? expected + 1 : 0;
            }
            Collections.shuffle(runs, random);

            Failures failures = Failures.NONE;
            for (Run run : runs) {
                failures = failures.after(run.failed, run.nanos, true);
            }

            assertThat(failures.count()).as("%s", runs).isEqualTo(expected);
        });
    }

    @Test
    void aReplayOlderThanTheLastSuccessChangesNothing() {
        Failures failures = Failures.NONE.succeeded(100, false).failed(110, false);

        assertThat(failures.failed(99, true)).isSameAs(failures);
        assertThat(failures.failed(100, true)).isSameAs(failures);
        assertThat(failures.succeeded(100, true)).isSameAs(failures);
        assertThat(failures.failed(101, true).times()).containsExactly(101, 110);
    }

    @Test
    void aClockThatStepsBackLocksNobodyOut() {
        Failures failures = Failures.NONE.failed(100, false).succeeded(50, false);
        assertThat(failures.count()).isZero();

        assertThat(failures.failed(20, false).times()).containsExactly(51);
        assertThat(failures.failed(20, false).succeeded(60, true).count()).isZero();
    }

    @Test
    void beyondAHundredOnlyTheLatestAreKnownByTime() {
        Failures failures = Failures.NONE;
        for (int i = 1; i <= 1500; i++) {
            failures = failures.failed(i, false);
        }

        assertThat(failures.count()).isEqualTo(1500);
        assertThat(failures.times()).isEqualTo(LongStream.rangeClosed(1401, 1500).toArray());
        assertThat(failures.failed(7, true).count()).isEqualTo(1501);
        assertThat(failures.succeeded(1450, true).count()).isEqualTo(50);
        assertThat(failures.succeeded(1400, true).count()).isEqualTo(1500);
        assertThat(failures.succeeded(1, false).count()).isZero();
    }

    @Test
    void ofFoldedOnesTheLatestAreKnownByTimeAndAtLeastOne() {
        Failures failures = Failures.NONE.failed(10, false).failed(20, false).failed(30, false);

        assertThat(failures.folded(5)).isSameAs(failures);
        assertThat(failures.folded(2).times()).containsExactly(20, 30);
        assertThat(failures.folded(0).times()).containsExactly(30);
        assertThat(failures.folded(0).count()).isEqualTo(3);
        assertThat(failures.folded(0).failed(15, true).count()).isEqualTo(4);
        assertThat(failures.folded(0).succeeded(40, true).count()).isZero();
    }
}
