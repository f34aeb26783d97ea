package io.github.jobtide.store;

import java.time.Instant;

/** Times as the store has them: nanoseconds since the epoch. */
public final class Nanos {
    private Nanos() {}

    /** @throws ArithmeticException if the time is too far from the epoch, by about 292 years */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
