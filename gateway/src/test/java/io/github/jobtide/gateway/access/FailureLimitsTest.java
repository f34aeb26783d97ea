package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureLimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private final FailureLimits limits = new FailureLimits();

    @Test
    void aSourceMayFailOftenAtOnceAndThenOnceASecond() {
        assertThat(failures("192.0.2.1", 100, 0)).isEqualTo(FailureLimits.BURST);
        assertThat(failures("192.0.2.1", 100, SECOND)).isEqualTo(1);
        assertThat(failures("192.0.2.1", 100, 4 * SECOND)).isEqualTo(3);
    }

    @Test
    void anotherSourceIsNotHeldUp() {
        failures("192.0.2.1", 100, 0);

        assertThat(failures("192.0.2.2", 100, 0)).isEqualTo(FailureLimits.BURST);
    }

    @Test
    void addressesOfOneNetworkOfTheNewerProtocolAreOneSource() {
        assertThat(failures("2001:db8:0:1::1", 20, 0) + failures("2001:db8:0:1:ffff::2", 20, 0))
                .isEqualTo(FailureLimits.BURST);
        assertThat(failures("2001:db8:0:2::1", 20, 0)).isEqualTo(20);
    }

    @Test
    void whatIsGivenBackMayBeTakenAgain() {
        failures("192.0.2.1", 100, 0);

        limits.giveBack("192.0.2.1");

        assertThat(failures("192.0.2.1", 100, 0)).isEqualTo(1);
    }

    @Test
    void manySourcesAreForgottenAgainTheOldestFirst() {
        failures("192.0.2.1", 100, 0);
        for (int i = 0; i < 10_000; i++) {
            limits.tryTake("10.1.%d.%d".formatted(i / 256, i % 256), 0);
        }

        assertThat(failures("192.0.2.1", 100, 0)).isEqualTo(FailureLimits.BURST);
    }

    private int failures(String source, int tries, long nanos) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limits.tryTake(source, nanos) ? 1 : 0;
        }
        return taken;
    }
}
