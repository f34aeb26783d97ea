package io.github.jobtide.gateway;

import java.time.Duration;
import java.util.Map;

/** Durations in Go's notation, as flags have them: {@code 5m0s}, {@code 1h30m}, {@code 250ms}. */
public final class GoDuration {
    private static final Map<String, Long> UNITS = Map.of("ns", 1L, "us", 1_000L, "µs", 1_000L, "ms", 1_000_000L,
            "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** @throws GatewayException if it is none, or negative */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        double nanos = 0;
        int at = 0;
        while (at < text.length()) {
            int unit = at;
            while (unit < text.length() && (Character.isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
                unit++;
            }
            int end = unit;
            while (end < text.length() && !Character.isDigit(text.charAt(end)) && text.charAt(end) != '.') {
                end++;
            }
            nanos += number(text, at, unit) * unit(text, unit, end);
            at = end;
        }
        if (text.isEmpty() || nanos > Long.MAX_VALUE) {
            throw malformed(text);
        }
        return Duration.ofNanos(Math.round(nanos));
    }

    private static double number(String text, int from, int to) {
        try {
            return Double.parseDouble(text.substring(from, to));
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static long unit(String text, int from, int to) {
        Long nanos = UNITS.get(text.substring(from, to));
        if (nanos == null) {
            throw malformed(text);
        }
        return nanos;
    }

    private static GatewayException malformed(String text) {
        return new GatewayException("'%s' is not a duration; write one as in 90s, 5m or 1h30m".formatted(text));
    }

    /** The form in which Go prints a duration. */
    public static String text(Duration duration) {
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
        String digits = java.math.BigDecimal.valueOf(nanos).divide(java.math.BigDecimal.valueOf(unit))
                .stripTrailingZeros().toPlainString();
        return digits + name;
    }
}
