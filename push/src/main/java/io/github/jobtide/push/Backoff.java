package io.github.jobtide.push;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: somewhere between nothing and 1 s, 2 s, 4 s … 30 s, so that many clients do not come back together. */
final class Backoff {
    private static final long FIRST_MILLIS = 1_000;
    private static final long MOST_MILLIS = 30_000;
    private static final int DOUBLINGS = 5;

    private Backoff() {}

    /** @param failed how many attempts there were */
    static Duration afterAttempt(int failed, RandomGenerator random) {
        long most = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failed - 1, DOUBLINGS));
        return Duration.ofMillis(random.nextLong(most + 1));
    }

    /** What the header {@code Retry-After} asks for, as seconds or as a date; empty if it says nothing that can be understood. */
    static Optional<Duration> asked(HttpAnswer answer, Instant now) {
        Optional<String> header = answer.header("retry-after");
        if (header.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Math.min(86_400, Long.parseLong(header.get())))));
        } catch (NumberFormatException e) {
            return untilDate(header.get(), now);
        }
    }

    private static Optional<Duration> untilDate(String date, Instant now) {
        try {
            Duration left = Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
