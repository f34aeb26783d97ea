package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void asManyAsTheBurstPassAtOnceAndThenOneAnInterval() {
        long start = Long.MAX_VALUE - SECOND; // The clock of System.nanoTime may overflow.
        var bucket = new TokenBucket(Duration.ofSeconds(1), 3, start);

        assertThat(passing(bucket, start, 5)).isEqualTo(3);
        assertThat(passing(bucket, start + SECOND - 1, 5)).isZero();
        assertThat(passing(bucket, start + SECOND, 5)).isEqualTo(1);
        assertThat(passing(bucket, start + SECOND * 5 / 2, 5)).isEqualTo(1);
        assertThat(passing(bucket, start + 3 * SECOND, 5)).isEqualTo(1);
        assertThat(passing(bucket, start + 7 * SECOND, 5)).isEqualTo(3);
        assertThat(passing(bucket, start + 400 * SECOND, 5)).isEqualTo(3);
    }

    @Test
    void aLongIntervalWithALargeBurstDoesNotOverflow() {
        var bucket = new TokenBucket(Duration.ofDays(100_000), Integer.MAX_VALUE, 0);

        assertThat(passing(bucket, 0, 1000)).isEqualTo(1000);
    }

    private static int passing(TokenBucket bucket, long nanos, int tries) {
        int passed = 0;
        for (int i = 0; i < tries; i++) {
            passed += bucket.tryTake(nanos) ? 1 : 0;
        }
        return passed;
    }
}
