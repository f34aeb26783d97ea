package io.github.jobtide.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A job that starts again a fixed time after its last start, whatever the clock on the wall says. */
public record IntervalSchedule(Duration every) implements Schedule {
    public IntervalSchedule {
        if (every.isZero() || every.isNegative()) {
            throw new InvalidScheduleException(
                    "a job cannot start every " + DurationText.write(every) + "; write an interval such as 6h or 15m");
        }
    }

    /**
     * Reads an interval such as {@code 6h} or {@code 1h30m}.
     *
     * @throws InvalidScheduleException if it is none
     */
    public static IntervalSchedule parse(String text) {
        return new IntervalSchedule(DurationText.parse(text));
    }

    @Override
    public Instant next(Instant after) {
        return after.plus(every);
    }

    @Override
    public Optional<Instant> previous(Instant moment) {
        return Optional.empty();
    }

    @Override
    public String text() {
        return "every " + DurationText.write(every);
    }

    @Override
    public Optional<String> timeZone() {
        return Optional.empty();
    }
}
