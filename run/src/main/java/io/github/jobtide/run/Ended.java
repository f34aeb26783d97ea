package io.github.jobtide.run;

import io.github.jobtide.jobs.Ending;
import io.github.jobtide.jobs.Outcome;
import io.github.jobtide.jobs.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of running the command.
 *
 * @param exitCode also this program's own
 * @param signalled whether this process was told to end
 */
record Ended(Instant start, Instant end, Outcome outcome, int exitCode, Duration duration, int attempts, Usage usage,
        boolean signalled) {
    Ending ending() {
        return new Ending(start, end, outcome, OptionalInt.of(exitCode), Optional.of(duration), attempts);
    }
}
