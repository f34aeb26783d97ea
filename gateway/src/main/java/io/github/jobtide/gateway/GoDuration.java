package io.github.jobtide.gateway;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go reads them ({@code 90s}, {@code 5m}, {@code 1.5h}, {@code 0}) and prints them ({@code 1m30s}, {@code 5m0s}). */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d++\\.?+\\d*+|\\.\\d++)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("([-+]?)((?:" + PART + ")++)");
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    /** @throws GatewayException if it is none, or too long */
    public static Duration parse(String text) {
        if (text.matches("[-+]?0")) {
            return Duration.ZERO;
        }
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw new GatewayException("'%s' is not a duration; write for example 90s, 5m or 1h30m".formatted(text));
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(whole.group(2));
        while (part.find()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosOf(part.group(2)))));
        }
        if (nanos.compareTo(LONGEST) > 0) {
            throw new GatewayException("'%s' is longer than 292 years".formatted(text));
        }
        return Duration.ofNanos(whole.group(1).equals("-") ? -nanos.longValue() : nanos.longValue());
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000; // Microseconds, in any of their three spellings.
        };
    }

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
