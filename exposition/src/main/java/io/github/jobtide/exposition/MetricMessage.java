package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that one Metric message said. Which part of it counts is known only when its family's type is. */
final class MetricMessage {
    private Labels labels = Labels.NONE;
    private boolean timestamped;
    private final Map<MetricType, Double> scalars = new EnumMap<>(MetricType.class);
    private final Map<MetricType, Distribution> distributions = new EnumMap<>(MetricType.class);

    void labels(Labels told) {
        labels = told;
    }

    void timestamped() {
        timestamped = true;
    }

    void scalar(MetricType type, double value) {
        scalars.put(type, value);
    }

    /** Zero as long as nothing else was said. */
    double scalar(MetricType type) {
        return scalars.getOrDefault(type, 0.0);
    }

    /** To be filled by the caller. */
    Distribution distribution(MetricType type) {
        return distributions.computeIfAbsent(type, missing -> new Distribution());
    }

    Metric metric(MetricType type, String family) {
        return new Metric(labels, reading(type, family), timestamped);
    }

    private Reading reading(MetricType type, String family) {
        Double scalar = scalars.get(type);
        if (scalar != null) {
            return new Reading.Scalar(scalar);
        }
        Distribution distribution = distributions.get(type);
        if (distribution == null) {
            return new Reading.Missing();
        }
        return type == MetricType.SUMMARY ? distribution.summary() : distribution.histogram(family);
    }

    /** What a protobuf count of 64 bits without a sign comes to. */
    static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** A summary or histogram while its fields come in. */
    static final class Distribution {
        double count;
        double countAsDouble;
        double sum;
        boolean isNative;
        final List<Reading.Quantile> quantiles = new ArrayList<>(0);
        final List<Reading.Bucket> buckets = new ArrayList<>(0);

        private Reading summary() {
            return new Reading.Summary(count, sum, quantiles);
        }

        private Reading histogram(String family) {
            if (isNative && buckets.isEmpty()) {
                throw new MalformedBodyException(
                        "histogram %s has native buckets only, which cannot be stored yet; send classic buckets too"
                                .formatted(Quoted.text(family)));
            }
            return new Reading.Histogram(countAsDouble != 0 ? countAsDouble : count, sum, buckets);
        }
    }
}
