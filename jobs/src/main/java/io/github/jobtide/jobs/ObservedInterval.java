package io.github.jobtide.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far apart the starts of a job lie that declares no schedule. */
final class ObservedInterval {
    /** So many starts are remembered. */
    static final int STARTS = 10;
    private static final int FEWEST_STARTS = 3;

    private ObservedInterval() {}

    /** The longest time between two of these starts, which stand in order; empty before the third. */
    static Optional<Duration> of(List<Instant> starts) {
        if (starts.size() < FEWEST_STARTS) {
            return Optional.empty();
        }
        Duration longest = Duration.ZERO;
        for (int i = 1; i < starts.size(); i++) {
            Duration apart = Duration.between(starts.get(i - 1), starts.get(i));
            longest = apart.compareTo(longest) > 0 ? apart : longest;
        }
        return Optional.of(longest);
    }
}
