package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Phase S: a run has started.
 *
 * @param memory with this start in it; empty if the client remembers nothing
 */
public record RunStart(JobFacts facts, Instant start, ClientState client,
        Optional<JobMemory> memory) implements RunReport {
    @Override
    public List<MetricFamily> families() {
        List<MetricFamily> families = new Declaration(facts, start, memory).families();
        client.addTo(families);
        families.add(JobFamily.HEARTBEAT.at(start));
        families.add(JobFamily.LAST_START.at(start));
        families.add(JobFamily.LAST_RUN_START_DELAY.of(startDelaySeconds()));
        Optional<Duration> interval = observedInterval();
        if (interval.isPresent()) {
            families.add(JobFamily.OBSERVED_INTERVAL.lasting(interval.get()));
        }
        return families;
    }

    /** NaN where no schedule says when the run was due. */
    private double startDelaySeconds() {
        Optional<Instant> due = facts.schedule().isPresent()
                ? facts.schedule().get().previous(start)
                : Optional.empty();
        return due.isPresent() ? JobFamily.seconds(Duration.between(due.get(), start)) : Double.NaN;
    }

    private Optional<Duration> observedInterval() {
        return facts.schedule().isPresent() || memory.isEmpty()
                ? Optional.empty()
                : ObservedInterval.of(memory.get().starts());
    }
}
