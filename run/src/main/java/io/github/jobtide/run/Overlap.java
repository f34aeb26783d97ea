package io.github.jobtide.run;

import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.jobs.InvalidScheduleException;
import java.time.Duration;
import java.util.Optional;

/**
 * What to do while another run of the job is going on this host.
 *
 * @param patience how long {@link Policy#WAIT} waits; empty for as long as it takes
 */
record Overlap(Policy policy, Optional<Duration> patience) {
    /** Start all the same. */
    static final Overlap ALLOW = new Overlap(Policy.ALLOW, Optional.empty());

    enum Policy {
        ALLOW, SKIP, WAIT, FAIL
    }

    /** @throws UsageException if it is none of them */
    static Overlap parse(String text) {
        if (text.startsWith("wait=")) {
            try {
                return new Overlap(Policy.WAIT, Optional.of(DurationText.parse(text.substring(5))));
            } catch (InvalidScheduleException e) {
                throw new UsageException("--overlap: " + e.getMessage());
            }
        }
        return switch (text) {
            case "allow" -> ALLOW;
            case "skip" -> new Overlap(Policy.SKIP, Optional.empty());
            case "wait" -> new Overlap(Policy.WAIT, Optional.empty());
            case "fail" -> new Overlap(Policy.FAIL, Optional.empty());
            default -> throw new UsageException(
                    "--overlap '" + text + "' is not known; write allow, skip, wait, wait=DURATION or fail");
        };
    }
}
