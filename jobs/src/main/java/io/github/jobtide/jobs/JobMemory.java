package io.github.jobtide.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client with a disk remembers of a job from run to run.
 *
 * @param firstStart the first start known
 * @param starts the last ten, the latest last
 * @param lastDuration of the latest run that was measured
 * @param totals over all runs; empty if the client does not add up
 */
public record JobMemory(Optional<Instant> firstStart, List<Instant> starts, Optional<LastSuccess> lastSuccess,
        Optional<Duration> lastDuration, int consecutiveFailures, Optional<Totals> totals) {
    /** Of a job that has never run. */
    public static final JobMemory NONE = new JobMemory(Optional.empty(), List.of(), Optional.empty(), Optional.empty(),
            0, Optional.of(Totals.NONE));

    public JobMemory {
        starts = List.copyOf(starts);
    }

    public JobMemory withoutTotals() {
        return new JobMemory(firstStart, starts, lastSuccess, lastDuration, consecutiveFailures, Optional.empty());
    }

    /** With one more start. */
    public JobMemory started(Instant start) {
        List<Instant> latest = new ArrayList<>(starts);
        latest.add(start);
        int tooMany = Math.max(0, latest.size() - ObservedInterval.STARTS);
        return new JobMemory(firstStart.isPresent() ? firstStart : Optional.of(start),
                latest.subList(tooMany, latest.size()), lastSuccess, lastDuration, consecutiveFailures, totals);
    }

    /** With the end of a run, counted once. */
    public JobMemory ended(Completion completion, long droppedPushes) {
        Ending ending = completion.ending();
        boolean success = ending.outcome().isSuccess();
        return new JobMemory(firstStart.isPresent() ? firstStart : Optional.of(ending.start()), starts,
                success ? Optional.of(new LastSuccess(ending.start(), ending.end())) : lastSuccess,
                ending.duration().isPresent() ? ending.duration() : lastDuration, success ? 0 : consecutiveFailures + 1,
                plus(Totals.of(completion, droppedPushes)));
    }

    /** With a run that was left out. */
    public JobMemory skipped(Skip skip, long droppedPushes) {
        return new JobMemory(firstStart, starts, lastSuccess, lastDuration, consecutiveFailures,
                plus(Totals.of(skip, droppedPushes)));
    }

    private Optional<Totals> plus(Totals added) {
        return totals.isPresent() ? Optional.of(totals.get().plus(added)) : totals;
    }

    /** By when the job has to succeed again, counted from its latest success; if there never was one, from the first start known. */
    Optional<Instant> successDeadline(JobFacts facts) {
        Optional<Instant> from = lastSuccess.isPresent() ? Optional.of(lastSuccess.get().start()) : firstStart;
        return from.isPresent() ? facts.successDeadline(from.get(), lastDuration) : Optional.empty();
    }
}
