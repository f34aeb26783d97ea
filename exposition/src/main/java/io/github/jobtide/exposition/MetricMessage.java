package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that one Metric message said. Which part of it counts is known only when its family's type is. */
final class MetricMessage {
    private Labels labels = Labels.NONE;
    private boolean timestamped;
    private final Map<MetricType, Double> scalars = new EnumMap<>(MetricType.class);
    private @Nullable DetailsDraft counterDetails;
    private @Nullable SummaryDraft summary;
    private @Nullable HistogramDraft histogram;

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

    /** To be filled by the caller, as those that follow. */
    DetailsDraft counterDetails() {
        DetailsDraft known = counterDetails;
        if (known == null) {
            known = new DetailsDraft();
            counterDetails = known;
        }
        return known;
    }

    SummaryDraft summary() {
        SummaryDraft known = summary;
        if (known == null) {
            known = new SummaryDraft();
            summary = known;
        }
        return known;
    }

    HistogramDraft histogram() {
        HistogramDraft known = histogram;
        if (known == null) {
            known = new HistogramDraft();
            histogram = known;
        }
        return known;
    }

    Metric metric(MetricType type, String family) {
        return new Metric(labels, reading(type, family), timestamped);
    }

    private Reading reading(MetricType type, String family) {
        SummaryDraft ofSummary = summary;
        HistogramDraft ofHistogram = histogram;
        Reading found = switch (type) {
            case COUNTER, GAUGE, UNTYPED -> scalarReading(type);
            case SUMMARY -> ofSummary == null ? null : ofSummary.reading();
            case HISTOGRAM, GAUGE_HISTOGRAM -> ofHistogram == null ? null : ofHistogram.reading(family);
        };
        return found == null ? new Reading.Missing() : found;
    }

    private @Nullable Reading scalarReading(MetricType type) {
        Double value = scalars.get(type);
        if (value == null) {
            return null;
        }
        Reading plain = new Reading.Scalar(value);
        DetailsDraft details = type == MetricType.COUNTER ? counterDetails : null;
        return details == null ? plain : details.detailed(plain, Optional.empty());
    }

    /** What a protobuf count of 64 bits without a sign comes to. */
    static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** A summary while its fields come in. */
    static final class SummaryDraft {
        double count;
        double sum;
        @Nullable
        Timestamp created;
        final List<Reading.Quantile> quantiles = new ArrayList<>(0);

        private Reading reading() {
            Reading plain = new Reading.Summary(count, sum, quantiles);
            if (created == null) {
                return plain;
            }
            DetailsDraft details = new DetailsDraft();
            details.created = created;
            return details.detailed(plain, Optional.empty());
        }
    }
}
