package io.github.jobtide.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one run ended.
 *
 * @param exitCode empty if there was none: it never started, or nobody was there to see it
 * @param duration by a clock that nobody sets; empty if nobody measured it
 * @param attempts 1 without retries
 */
public record Ending(Instant start, Instant end, Outcome outcome, OptionalInt exitCode,
        Optional<Duration> duration, int attempts) {}
