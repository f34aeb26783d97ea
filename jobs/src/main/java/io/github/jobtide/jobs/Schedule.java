package io.github.jobtide.jobs;

import java.time.Instant;
import java.util.Optional;

/** When a job is expected to start. Immutable. */
public sealed interface Schedule permits CronSchedule, IntervalSchedule {
    /** The first fire strictly after that moment. */
    Instant next(Instant after);

    /** The latest fire at that moment or before; empty where fires are not fixed to the calendar, or none came in living memory. */
    Optional<Instant> previous(Instant moment);

    /** As it was declared. */
    String text();

    /** The time zone that its hours are of; empty if it has none. */
    Optional<String> timeZone();
}
