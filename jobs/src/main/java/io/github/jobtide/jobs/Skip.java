package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Phase K: a run was due, and was left out. What is known of the last run stays as it is. */
public record Skip(JobFacts facts, Instant at, String reason) implements RunReport {
    /** Another run of the job was still going. */
    public static final String OVERLAP = "overlap";

    @Override
    public List<MetricFamily> families() {
        List<MetricFamily> families = new ArrayList<>(2);
        Optional<Instant> nextStart = facts.nextStart(at);
        if (nextStart.isPresent()) {
            families.add(JobFamily.NEXT_START.at(nextStart.get()));
        }
        families.add(JobFamily.LAST_SKIP.at(at, "reason", reason));
        return families;
    }

    /** For a gateway that adds up: the gauges, and one more skip. */
    public List<MetricFamily> addingFamilies(long droppedPushes) {
        List<MetricFamily> families = families();
        families.addAll(Totals.of(this, droppedPushes).families());
        return families;
    }

    /**
     * For a gateway that only replaces: the gauges, and what this client has counted by itself.
     *
     * @param memory with this skip in it
     */
    public List<MetricFamily> families(JobMemory memory) {
        List<MetricFamily> families = families();
        if (memory.totals().isPresent()) {
            families.addAll(memory.totals().get().families());
        }
        return families;
    }
}
