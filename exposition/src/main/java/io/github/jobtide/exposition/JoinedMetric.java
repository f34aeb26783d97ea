package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A summary or histogram of one label set while its lines come in. Of two counts or sums the last holds. */
final class JoinedMetric {
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private final Labels labels;
    private boolean timestamped;
    private double count;
    private double sum;
    private final List<double[]> points = new ArrayList<>();
    private final SortedMap<Integer, Exemplar> exemplars = new TreeMap<>();

    JoinedMetric(Labels labels) {
        this.labels = labels;
    }

    Labels labels() {
        return labels;
    }

    void timestamped() {
        timestamped = true;
    }

    void count(double told) {
        count = told;
    }

    void sum(double told) {
        sum = told;
    }

    /** A quantile or bucket. */
    void point(double position, double value, @Nullable Exemplar exemplar) {
        if (exemplar != null) {
            exemplars.put(points.size(), exemplar);
        }
        points.add(new double[]{position, value});
    }

    Metric metric(MetricType type, @Nullable Timestamp created) {
        Reading plain = type == MetricType.SUMMARY ? summary() : histogram();
        Details details = new Details(Optional.ofNullable(created), exemplars, List.of(), Optional.empty());
        return new Metric(labels, details.equals(Details.NONE) ? plain : new Reading.Detailed(plain, details),
                timestamped);
    }

    private Reading summary() {
        List<Reading.Quantile> quantiles = new ArrayList<>(points.size());
        for (double[] point : points) {
            quantiles.add(new Reading.Quantile(point[0], point[1]));
        }
        return new Reading.Summary(wholeCount(count), sum, quantiles);
    }

    private Reading histogram() {
        List<Reading.Bucket> buckets = new ArrayList<>(points.size());
        for (double[] point : points) {
            buckets.add(new Reading.Bucket(point[0], point[1]));
        }
        return new Reading.Histogram(count, sum, buckets);
    }

    /** What is left of a number that the stock gateway keeps as an unsigned whole of 64 bits: negative ones wrap, others become 2^63. */
    static double wholeCount(double told) {
        if (!(told > -TWO_TO_63 && told < TWO_TO_64)) {
            return TWO_TO_63;
        }
        double whole = told < 0 ? Math.ceil(told) : Math.floor(told);
        return whole < 0 ? whole + TWO_TO_64 : whole + 0.0;
    }
}
