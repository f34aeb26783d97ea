package io.github.jobtide.jobs;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What only the job itself can tell of its run. What is empty is not reported at all.
 *
 * @param records by result; as soon as one result is given, the other two count as 0
 * @param stages how long each took
 * @param dependencies whether each was healthy
 * @param hasProgress whether the run told how far it was, which has to be taken back at its end
 */
public record OwnFigures(SortedMap<String, Double> records, SortedMap<String, Duration> stages,
        SortedMap<String, Boolean> dependencies, boolean hasProgress) {
    /** Nothing was told. */
    public static final OwnFigures NONE = of(Map.of(), Map.of(), Map.of(), false);
    private static final String[] RESULTS = {"processed", "failed", "skipped"};

    public OwnFigures {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
        dependencies = Collections.unmodifiableSortedMap(new TreeMap<>(dependencies));
    }

    public static OwnFigures of(Map<String, Double> records, Map<String, Duration> stages,
            Map<String, Boolean> dependencies, boolean hasProgress) {
        return new OwnFigures(new TreeMap<>(records), new TreeMap<>(stages), new TreeMap<>(dependencies), hasProgress);
    }

    void addTo(List<MetricFamily> families) {
        if (!records.isEmpty()) {
            families.add(JobFamily.LAST_RUN_RECORDS.of(recordMetrics()));
        }
        if (!stages.isEmpty()) {
            families.add(JobFamily.LAST_RUN_STAGE_DURATION.of(stageMetrics()));
        }
        if (!dependencies.isEmpty()) {
            families.add(JobFamily.DEPENDENCY_UP.of(dependencyMetrics()));
        }
        if (hasProgress) {
            families.add(JobFamily.PROGRESS.of(Double.NaN));
        }
    }

    /** One for each result that exists. */
    List<Metric> recordMetrics() {
        SortedMap<String, Double> all = new TreeMap<>(records);
        for (String result : RESULTS) {
            all.putIfAbsent(result, 0.0);
        }
        List<Metric> metrics = new ArrayList<>(all.size());
        for (Map.Entry<String, Double> one : all.entrySet()) {
            metrics.add(Metric.of(one.getValue(), "result", one.getKey()));
        }
        return metrics;
    }

    private List<Metric> stageMetrics() {
        List<Metric> metrics = new ArrayList<>(stages.size());
        for (Map.Entry<String, Duration> stage : stages.entrySet()) {
            metrics.add(Metric.of(JobFamily.seconds(stage.getValue()), "stage", stage.getKey()));
        }
        return metrics;
    }

    private List<Metric> dependencyMetrics() {
        List<Metric> metrics = new ArrayList<>(dependencies.size());
        for (Map.Entry<String, Boolean> dependency : dependencies.entrySet()) {
            metrics.add(Metric.of(dependency.getValue() ? 1 : 0, "dependency", dependency.getKey()));
        }
        return metrics;
    }
}
