package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is declared about a job, and by which client.
 *
 * @param client the kind of client: {@code cli} or {@code java}
 * @param grace how much too late a start may be
 * @param maxDuration how long a run may take
 * @param tolerate how many scheduled starts in a row may fail before the job counts as late
 */
public record JobFacts(String version, String client, Optional<Schedule> schedule, Optional<String> owner,
        Duration grace, Optional<Duration> maxDuration, int tolerate) {
    private static final Duration DEFAULT_GRACE = Duration.ofMinutes(5);
    private static final int DEFAULT_TOLERATE = 1;

    public JobFacts {
        if (grace.isNegative()) {
            throw new InvalidScheduleException(
                    "the grace " + DurationText.write(grace) + " is negative; write 0s or more");
        }
        if (maxDuration.isPresent() && (maxDuration.get().isNegative() || maxDuration.get().isZero())) {
            throw new InvalidScheduleException("the maximum duration " + DurationText.write(maxDuration.get())
                    + " leaves no time to run; write more, or nothing");
        }
        if (tolerate < 0) {
            throw new InvalidScheduleException(
                    "'" + tolerate + "' failed runs cannot be tolerated; write 0 or more");
        }
    }

    /** Nothing declared. */
    public static JobFacts of(String version, String client) {
        return new JobFacts(version, client, Optional.empty(), Optional.empty(), DEFAULT_GRACE, Optional.empty(),
                DEFAULT_TOLERATE);
    }

    public JobFacts withSchedule(Schedule declared) {
        return new JobFacts(version, client, Optional.of(declared), owner, grace, maxDuration, tolerate);
    }

    public JobFacts withOwner(String declared) {
        return new JobFacts(version, client, schedule, Optional.of(declared), grace, maxDuration, tolerate);
    }

    public JobFacts withGrace(Duration declared) {
        return new JobFacts(version, client, schedule, owner, declared, maxDuration, tolerate);
    }

    public JobFacts withMaxDuration(Duration declared) {
        return new JobFacts(version, client, schedule, owner, grace, Optional.of(declared), tolerate);
    }

    public JobFacts withTolerate(int declared) {
        return new JobFacts(version, client, schedule, owner, grace, maxDuration, declared);
    }

    /** When the schedule expects the next start after that moment. */
    public Optional<Instant> nextStart(Instant after) {
        return schedule.isPresent() ? Optional.of(schedule.get().next(after)) : Optional.empty();
    }

    /**
     * By when the job has to have succeeded again: the end of what the first start that is not tolerated any more is allowed.
     *
     * @param start of the latest successful run; where there was none, the first start known
     * @param lastDuration of the latest run; twice that is allowed where no maximum is declared
     */
    public Optional<Instant> successDeadline(Instant start, Optional<Duration> lastDuration) {
        if (schedule.isEmpty()) {
            return Optional.empty();
        }
        Instant fire = start;
        for (int i = 0; i <= tolerate; i++) {
            fire = schedule.get().next(fire);
        }
        Duration run = maxDuration.isPresent()
                ? maxDuration.get()
                : lastDuration.isPresent() ? lastDuration.get().multipliedBy(2) : Duration.ZERO;
        return Optional.of(fire.plus(run).plus(grace));
    }

    /** Families that tell nothing but what is declared. */
    void addTo(List<MetricFamily> families) {
        List<String> info = new ArrayList<>(6);
        if (schedule.isPresent()) {
            addLabel(info, "schedule", Optional.of(schedule.get().text()));
            addLabel(info, "timezone", schedule.get().timeZone());
        }
        addLabel(info, "owner", owner);
        families.add(JobFamily.INFO.of(1, info.toArray(new String[0])));
        families.add(JobFamily.CLIENT_BUILD_INFO.of(1, "version", version, "client", client));
        families.add(JobFamily.START_GRACE.lasting(grace));
        if (maxDuration.isPresent()) {
            families.add(JobFamily.MAX_DURATION.lasting(maxDuration.get()));
        }
    }

    /** An empty label is the same as none, and only looks odd. */
    private static void addLabel(List<String> labels, String name, Optional<String> value) {
        if (value.isPresent() && !value.get().isEmpty()) {
            labels.add(name);
            labels.add(value.get());
        }
    }
}
