package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A family while its lines come in. */
final class FamilyDraft {
    private final String name;
    private @Nullable MetricType type;
    private String pointLabel = "";
    private @Nullable String help;
    private final List<Metric> scalars = new ArrayList<>(1);
    /** Summaries or histograms, of which each label set has several lines. */
    private final List<JoinedMetric> joined = new ArrayList<>(0);
    private final Map<Labels, JoinedMetric> joinedByLabels = new HashMap<>(0);
    private final Map<Labels, Timestamp> createdByLabels = new HashMap<>(0);

    FamilyDraft(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isTyped() {
        return type != null;
    }

    boolean is(MetricType asked) {
        return type == asked;
    }

    boolean isHistogram() {
        return type != null && type.isHistogram();
    }

    void typed(MetricType told) {
        type = told;
        pointLabel = told == MetricType.SUMMARY ? "quantile" : told.isHistogram() ? "le" : "";
    }

    /** From its first sample on a family has a type. */
    void sampled() {
        if (type == null) {
            type = MetricType.UNTYPED;
        }
    }

    boolean hasHelp() {
        return help != null;
    }

    void helped(String told) {
        help = told;
    }

    /** The label that tells the lines of one summary or histogram apart and belongs to none of them; or else the empty string. */
    String pointLabel() {
        return pointLabel;
    }

    void add(Metric metric) {
        scalars.add(metric);
    }

    JoinedMetric join(Labels labels) {
        JoinedMetric latest = joined.isEmpty() ? null : joined.get(joined.size() - 1);
        if (latest != null && latest.labels().equals(labels)) {
            return latest;
        }
        JoinedMetric known = joinedByLabels.get(labels);
        if (known != null) {
            return known;
        }
        JoinedMetric created = new JoinedMetric(labels);
        joinedByLabels.put(labels, created);
        joined.add(created);
        return created;
    }

    /** When the metric with these labels began to count, whose lines may come later. */
    void created(Labels labels, Timestamp time) {
        createdByLabels.put(labels, time);
    }

    boolean isEmpty() {
        return scalars.isEmpty() && joined.isEmpty();
    }

    MetricFamily family() {
        MetricType known = type == null ? MetricType.UNTYPED : type;
        List<Metric> metrics = new ArrayList<>(scalars.size() + joined.size());
        for (Metric metric : scalars) {
            Timestamp created = createdByLabels.get(metric.labels());
            metrics.add(created == null ? metric : metric.createdAt(created));
        }
        for (JoinedMetric metric : joined) {
            metrics.add(metric.metric(known, createdByLabels.get(metric.labels())));
        }
        return new MetricFamily(name, known, help == null ? "" : help, metrics);
    }
}
