package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Phase H: a run is still alive.
 *
 * @param running as in {@link ClientState}
 * @param progress which part of the run is done, if it says so
 */
public record Heartbeat(Instant at, int running, OptionalDouble progress) implements RunReport {
    @Override
    public List<MetricFamily> families() {
        List<MetricFamily> families = new ArrayList<>(3);
        families.add(JobFamily.RUNNING.of(running));
        families.add(JobFamily.HEARTBEAT.at(at));
        if (progress.isPresent()) {
            families.add(JobFamily.PROGRESS.of(progress.getAsDouble()));
        }
        return families;
    }
}
