package io.github.jobtide.exposition;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What OpenMetrics demands of the numbers of a family, so that it may be called what it is. */
final class OpenMetricsRules {
    private OpenMetricsRules() {}

    static boolean allow(FamilyView family) {
        for (Metric metric : family.metrics()) {
            Reading reading = metric.reading().plain();
            boolean allowed = reading instanceof Reading.Summary summary
                    ? allow(summary)
                    : reading instanceof Reading.Histogram histogram
                            ? allow(histogram)
                            : !(family.type() == MetricType.COUNTER && reading instanceof Reading.Scalar scalar)
                                    || scalar.value() >= 0;
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /** Whether the family has a metric with each of these labels. */
    static boolean hasAll(FamilyView family, Set<Labels> wanted) {
        Set<Labels> missing = new HashSet<>(wanted);
        for (Metric metric : family.metrics()) {
            if (missing.isEmpty()) {
                break;
            }
            missing.remove(metric.labels());
        }
        return missing.isEmpty();
    }

    private static boolean allow(Reading.Summary summary) {
        for (Reading.Quantile quantile : summary.quantiles()) {
            if (!(quantile.rank() >= 0 && quantile.rank() <= 1) || quantile.value() < 0) {
                return false;
            }
        }
        return isCount(summary.count()) && summary.sum() >= 0;
    }

    private static boolean allow(Reading.Histogram histogram) {
        double before = 0;
        for (int place : order(histogram)) {
            Reading.Bucket bucket = histogram.buckets().get(place);
            double count = bucket.cumulativeCount();
            boolean last = bucket.upperBound() == Double.POSITIVE_INFINITY;
            if (!(bucket.upperBound() >= 0) || !isCount(count) || count < before
                    || (last && count != histogram.count())) {
                return false;
            }
            before = count;
        }
        return isCount(histogram.count()) && histogram.count() >= before && histogram.sum() >= 0;
    }

    private static boolean isCount(double count) {
        return count >= 0 && count == Math.rint(count) && !Double.isInfinite(count);
    }

    /** The places of the buckets, by their bounds, in whatever order they were pushed. */
    static List<Integer> order(Reading.Histogram histogram) {
        List<Reading.Bucket> buckets = histogram.buckets();
        return IntStream.range(0, buckets.size()).boxed()
                .sorted(Comparator.comparingDouble(place -> buckets.get(place).upperBound())).toList();
    }
}
