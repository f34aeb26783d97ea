package io.github.jobtide.store.log;

import java.time.Instant;

/** Times as the log has them: nanoseconds since the epoch. */
final class Nanos {
    private Nanos() {}

    static long of(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
