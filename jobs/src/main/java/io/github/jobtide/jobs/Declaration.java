package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Phase R: what is declared about a job, and what follows from it.
 *
 * @param at from when on the next start is expected
 * @param memory empty if the client remembers nothing, as without a disk: then it cannot know the deadline, and must not push it back
 */
public record Declaration(JobFacts facts, Instant at, Optional<JobMemory> memory) implements RunReport {
    @Override
    public List<MetricFamily> families() {
        List<MetricFamily> families = new ArrayList<>(6);
        facts.addTo(families);
        Optional<Instant> nextStart = facts.nextStart(at);
        if (nextStart.isPresent()) {
            families.add(JobFamily.NEXT_START.at(nextStart.get()));
        }
        Optional<Instant> deadline = memory.isPresent() ? memory.get().successDeadline(facts) : Optional.empty();
        if (deadline.isPresent()) {
            families.add(JobFamily.SUCCESS_DEADLINE.at(deadline.get()));
        }
        return families;
    }
}
