package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client reports at one moment of a job's life, as families in the labels of its group.
 *
 * <p>A push of them replaces by family name and leaves the others alone: a family that is not in a report keeps its old value. So a
 * report has every family whose old value would not be true any more, NaN where the new one could not be measured.
 */
public sealed interface RunReport permits Declaration, RunStart, Heartbeat, Completion, Skip {
    /** The gauges, for a push that replaces. */
    List<MetricFamily> families();

    /**
     * Both in one, for a push that has to bring along what an earlier one could not deliver.
     *
     * @return {@code later}, and of {@code earlier} the families that {@code later} lacks
     */
    static List<MetricFamily> combined(List<MetricFamily> earlier, List<MetricFamily> later) {
        Set<String> names = new HashSet<>();
        for (MetricFamily family : later) {
            names.add(family.name());
        }
        List<MetricFamily> combined = new ArrayList<>(earlier.size() + later.size());
        for (MetricFamily family : earlier) {
            if (!names.contains(family.name())) {
                combined.add(family);
            }
        }
        combined.addAll(later);
        return combined;
    }
}
