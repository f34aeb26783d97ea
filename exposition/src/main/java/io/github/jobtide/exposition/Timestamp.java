package io.github.jobtide.exposition;

/** A time as protobuf has it: since 1970-01-01T00:00:00Z. Kept as it was told, even if that is no time at all. */
public record Timestamp(long seconds, int nanos) {
    private static final double NANOS = 1e9;

    /** @param time whose seconds fit a long */
    static Timestamp ofSeconds(double time) {
        double seconds = Math.floor(time);
        long nanos = Math.round((time - seconds) * NANOS);
        return nanos < (long) NANOS
                ? new Timestamp((long) seconds, (int) nanos)
                : new Timestamp((long) seconds + 1, 0);
    }

    double inSeconds() {
        return seconds + nanos / NANOS;
    }
}
