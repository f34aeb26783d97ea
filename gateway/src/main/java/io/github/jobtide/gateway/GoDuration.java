package io.github.jobtide.gateway;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go prints them: {@code 5m0s}, {@code 1h30m0s}, {@code 250ms}. */
final class GoDuration {
    private GoDuration() {}

    /** The form in which Go prints a duration. */
    static String text(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000_000_000L) {
            return nanos >= 1_000_000
                    ? decimal(nanos, 1_000_000, "ms")
                    : nanos >= 1_000 ? decimal(nanos, 1_000, "µs") : nanos + "ns";
        }
        long hours = duration.toHours();
        long minutes = duration.toMinutes();
        String seconds = decimal(nanos % 60_000_000_000L, 1_000_000_000L, "s");
        return (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes % 60 + "m" : "") + seconds;
    }

    private static String decimal(long nanos, long unit, String name) {
        String digits = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros().toPlainString();
        return digits + name;
    }
}
