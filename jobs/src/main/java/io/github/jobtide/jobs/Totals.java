package io.github.jobtide.jobs;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counters over runs, and the histogram of their durations: what one run adds, or what has come together. Immutable.
 *
 * <p>Every series whose labels are known beforehand is there from the start, at 0: one that appears at 1 would lose its first increment.
 * So a client whose gateway adds up sends {@link #NONE} with the first start of a job: that adds nothing and makes them all.
 */
public final class Totals {
    private static final double[] BOUNDS = {1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800,
            Double.POSITIVE_INFINITY};

    /** Nothing has happened yet. */
    public static final Totals NONE = new Totals();

    private final Map<JobFamily, SortedMap<Labels, Double>> counters = new EnumMap<>(JobFamily.class);
    /** How many runs took at most the bound, and longer than the one before. */
    private final double[] durations = new double[BOUNDS.length];
    private double durationSum;

    private Totals() {
        for (Outcome outcome : Outcome.values()) {
            add(JobFamily.RUNS, 0, "outcome", outcome.word());
        }
        add(JobFamily.RETRIES, 0);
        add(JobFamily.SKIPS, 0, "reason", Skip.OVERLAP);
        add(JobFamily.CPU, 0, "mode", "user");
        add(JobFamily.CPU, 0, "mode", "system");
        add(JobFamily.DROPPED_PUSHES, 0);
    }

    /** What the end of a run adds. */
    public static Totals of(Completion completion, long droppedPushes) {
        Totals totals = new Totals();
        Ending ending = completion.ending();
        totals.add(JobFamily.RUNS, 1, "outcome", ending.outcome().word());
        totals.add(JobFamily.RETRIES, Math.max(0, ending.attempts() - 1));
        totals.add(JobFamily.CPU, completion.usage().userSeconds(), "mode", "user");
        totals.add(JobFamily.CPU, completion.usage().systemSeconds(), "mode", "system");
        totals.add(JobFamily.DROPPED_PUSHES, (double) droppedPushes);
        if (!completion.figures().records().isEmpty()) {
            for (Metric metric : completion.figures().recordMetrics()) {
                totals.add(JobFamily.RECORDS, metric);
            }
        }
        if (ending.duration().isPresent()) {
            totals.observe(JobFamily.seconds(ending.duration().get()));
        }
        return totals;
    }

    /** What a run that was left out adds. */
    public static Totals of(Skip skip, long droppedPushes) {
        Totals totals = new Totals();
        totals.add(JobFamily.SKIPS, 1, "reason", skip.reason());
        totals.add(JobFamily.DROPPED_PUSHES, (double) droppedPushes);
        return totals;
    }

    /** Reads back what {@link #families} wrote, as far as it is among these; others, and a histogram with other bounds, are passed over. */
    public static Totals read(List<MetricFamily> families) {
        Totals totals = new Totals();
        for (MetricFamily family : families) {
            for (JobFamily known : JobFamily.values()) {
                if (known.familyName().equals(family.name()) && known.type() == family.type()) {
                    totals.add(known, family);
                }
            }
        }
        return totals;
    }

    public Totals plus(Totals other) {
        Totals sum = new Totals();
        sum.addAll(this);
        sum.addAll(other);
        return sum;
    }

    private void addAll(Totals other) {
        for (Map.Entry<JobFamily, SortedMap<Labels, Double>> family : other.counters.entrySet()) {
            for (Map.Entry<Labels, Double> series : family.getValue().entrySet()) {
                add(family.getKey(), series.getKey(), series.getValue());
            }
        }
        for (int i = 0; i < BOUNDS.length; i++) {
            durations[i] += other.durations[i];
        }
        durationSum += other.durationSum;
    }

    private void add(JobFamily known, MetricFamily family) {
        for (Metric metric : family.metrics()) {
            if (known.type() == MetricType.COUNTER) {
                add(known, metric);
            } else if (known.type() == MetricType.HISTOGRAM
                    && metric.reading().plain() instanceof Reading.Histogram histogram) {
                add(histogram);
            }
        }
    }

    private void add(JobFamily family, Metric metric) {
        if (metric.reading().plain() instanceof Reading.Scalar scalar) {
            add(family, metric.labels(), scalar.value());
        }
    }

    private void add(JobFamily family, double amount, String... namesAndValues) {
        add(family, Labels.of(namesAndValues), amount);
    }

    /** What could not be measured adds nothing: once NaN, a sum would stay it. */
    private void add(JobFamily family, Labels labels, double amount) {
        SortedMap<Labels, Double> series = counters.get(family);
        if (series == null) {
            series = new TreeMap<>();
            counters.put(family, series);
        }
        double known = series.getOrDefault(labels, 0.0);
        series.put(labels, amount > 0 && amount <= Double.MAX_VALUE ? known + amount : known);
    }

    private void add(Reading.Histogram histogram) {
        List<Reading.Bucket> buckets = histogram.buckets();
        if (buckets.size() != BOUNDS.length) {
            return;
        }
        for (int i = 0; i < BOUNDS.length; i++) {
            if (buckets.get(i).upperBound() != BOUNDS[i]) {
                return;
            }
        }
        double below = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            durations[i] += buckets.get(i).cumulativeCount() - below;
            below = buckets.get(i).cumulativeCount();
        }
        durationSum += histogram.sum();
    }

    private void observe(double seconds) {
        int bucket = 0;
        while (seconds > BOUNDS[bucket]) {
            bucket++;
        }
        durations[bucket]++;
        durationSum += seconds;
    }

    /** As families, in the order of the vocabulary. */
    public List<MetricFamily> families() {
        List<MetricFamily> families = new ArrayList<>(counters.size() + 1);
        for (JobFamily family : JobFamily.values()) {
            SortedMap<Labels, Double> series = counters.get(family);
            if (series != null) {
                families.add(family.of(metrics(series)));
            } else if (family == JobFamily.RUN_DURATION) {
                families.add(family.of(List.of(Metric.of(Labels.NONE, histogram()))));
            }
        }
        return families;
    }

    private static List<Metric> metrics(SortedMap<Labels, Double> series) {
        List<Metric> metrics = new ArrayList<>(series.size());
        for (Map.Entry<Labels, Double> one : series.entrySet()) {
            metrics.add(Metric.of(one.getKey(), new Reading.Scalar(one.getValue())));
        }
        return metrics;
    }

    private Reading.Histogram histogram() {
        List<Reading.Bucket> buckets = new ArrayList<>(BOUNDS.length);
        double count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += durations[i];
            buckets.add(new Reading.Bucket(BOUNDS[i], count));
        }
        return new Reading.Histogram(count, durationSum, buckets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Totals that && counters.equals(that.counters)
                && Arrays.equals(durations, that.durations) && durationSum == that.durationSum;
    }

    @Override
    public int hashCode() {
        return 31 * counters.hashCode() + Arrays.hashCode(durations);
    }

    @Override
    public String toString() {
        return families().toString();
    }
}
