package io.github.jobtide.jobs;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Phase C: a run has ended.
 *
 * @param metricsFileValid empty if the job wrote no metrics file of its own
 */
public record Completion(JobFacts facts, Ending ending, Usage usage, OwnFigures figures, ClientState client,
        Optional<Boolean> metricsFileValid) implements RunReport {
    @Override
    public List<MetricFamily> families() {
        List<MetricFamily> families = new ArrayList<>(24);
        client.addTo(families);
        families.add(JobFamily.HEARTBEAT.at(ending.end()));
        families.add(JobFamily.LAST_COMPLETION.at(ending.end()));
        addOutcome(families);
        usage.addTo(families);
        figures.addTo(families);
        if (metricsFileValid.isPresent()) {
            families.add(JobFamily.METRICS_FILE_VALID.whether(metricsFileValid.get()));
        }
        return families;
    }

    private void addOutcome(List<MetricFamily> families) {
        Outcome outcome = ending.outcome();
        if (outcome.isSuccess()) {
            families.add(JobFamily.LAST_SUCCESS.at(ending.end()));
            addDeadline(families, facts.successDeadline(ending.start(), ending.duration()));
        } else {
            families.add(JobFamily.LAST_FAILURE.at(ending.end()));
        }
        families.add(JobFamily.LAST_RUN_SUCCESS.whether(outcome.isSuccess()));
        families.add(JobFamily.LAST_RUN_OUTCOME.of(outcomeMetrics(outcome)));
        families.add(JobFamily.LAST_RUN_EXIT_CODE
                .of(ending.exitCode().isPresent() ? ending.exitCode().getAsInt() : Double.NaN));
        families.add(JobFamily.LAST_RUN_DURATION
                .of(ending.duration().isPresent() ? JobFamily.seconds(ending.duration().get()) : Double.NaN));
        families.add(JobFamily.LAST_RUN_ATTEMPTS.of(ending.attempts()));
    }

    private static void addDeadline(List<MetricFamily> families, Optional<Instant> deadline) {
        if (deadline.isPresent()) {
            families.add(JobFamily.SUCCESS_DEADLINE.at(deadline.get()));
        }
    }

    private static List<Metric> outcomeMetrics(Outcome applying) {
        List<Metric> metrics = new ArrayList<>(5);
        for (Outcome outcome : Outcome.values()) {
            metrics.add(Metric.of(outcome == applying ? 1 : 0, "outcome", outcome.word()));
        }
        return metrics;
    }

    /** For a gateway that adds up: the gauges, what this run adds, and whether it counts as one more failure in a row. */
    public List<MetricFamily> addingFamilies(long droppedPushes) {
        List<MetricFamily> families = families();
        families.addAll(Totals.of(this, droppedPushes).families());
        families.add(JobFamily.CONSECUTIVE_FAILURES.whether(!ending.outcome().isSuccess()));
        return families;
    }

    /**
     * For a gateway that only replaces: the gauges, and what this client has counted by itself.
     *
     * @param memory with this run in it. Its last success goes along each time, because a push by the job itself may have removed it there
     */
    public List<MetricFamily> families(JobMemory memory) {
        List<MetricFamily> families = families();
        if (!ending.outcome().isSuccess()) {
            addRemembered(families, memory);
        }
        if (memory.totals().isPresent()) {
            families.addAll(memory.totals().get().families());
        }
        families.add(JobFamily.CONSECUTIVE_FAILURES.of(memory.consecutiveFailures()));
        return families;
    }

    private void addRemembered(List<MetricFamily> families, JobMemory memory) {
        if (memory.lastSuccess().isPresent()) {
            families.add(JobFamily.LAST_SUCCESS.at(memory.lastSuccess().get().end()));
        }
        addDeadline(families, memory.successDeadline(facts));
    }
}
