package io.github.jobtide.jobs;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 1.5h}, {@code 7d}, {@code 250ms}. A day has 24 hours. */
public final class DurationText {
    private static final String[] UNITS = {"d", "h", "ms", "m", "s"};
    private static final long[] MILLIS = {86_400_000, 3_600_000, 1, 60_000, 1_000};
    private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);
    private static final int LONGEST_TEXT = 60;

    private final String text;
    private int at;

    private DurationText(String text) {
        this.text = text;
    }

    /** @throws InvalidScheduleException if it is none, or over 292 years */
    public static Duration parse(String text) {
        return new DurationText(text).read();
    }

    private Duration read() {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw wrong();
        }
        BigDecimal millis = BigDecimal.ZERO;
        while (at < text.length()) {
            BigDecimal number = number();
            millis = millis.add(number.multiply(BigDecimal.valueOf(unit())));
        }
        if (millis.compareTo(LONGEST_MILLIS) > 0) {
            throw new InvalidScheduleException("the duration '" + text + "' is longer than 292 years");
        }
        return Duration.ofNanos(millis.movePointRight(6).longValue());
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && isPartOfNumber(text.charAt(at))) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    private static boolean isPartOfNumber(char letter) {
        return (letter >= '0' && letter <= '9') || letter == '.';
    }

    private long unit() {
        for (int i = 0; i < UNITS.length; i++) {
            if (text.startsWith(UNITS[i], at)) {
                at += UNITS[i].length();
                return MILLIS[i];
            }
        }
        throw wrong();
    }

    private InvalidScheduleException wrong() {
        return new InvalidScheduleException(
                "'" + text + "' is not a duration; write numbers with their units, such as 90s, 15m, 1h30m or 7d");
    }

    /** The shortest text that {@link #parse} reads back, to the millisecond. */
    public static String write(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(rest < 0 ? "-" : "");
        rest = Math.abs(rest);
        rest = part(text, rest, 86_400_000, "d");
        rest = part(text, rest, 3_600_000, "h");
        rest = part(text, rest, 60_000, "m");
        rest = part(text, rest, 1_000, "s");
        part(text, rest, 1, "ms");
        return text.toString();
    }

    private static long part(StringBuilder text, long millis, long unit, String name) {
        if (millis >= unit) {
            text.append(millis / unit).append(name);
        }
        return millis % unit;
    }
}
