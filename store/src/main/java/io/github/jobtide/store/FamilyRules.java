package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a family must fulfil by itself, whatever else is stored, so that every page with it can be read. */
final class FamilyRules {
    private final MetricFamily family;
    private final GroupKey group;
    private final Problems problems;
    private final Set<Labels> seen = new HashSet<>();

    private FamilyRules(MetricFamily family, GroupKey group, Problems problems) {
        this.family = family;
        this.group = group;
        this.problems = problems;
    }

    static void check(MetricFamily family, GroupKey group, Problems problems) {
        new FamilyRules(family, group, problems).check();
    }

    /**
     * Whether every metric has a reading that fits the family's type, and no label twice: needed before it can be encoded, since the
     * shape shows neither.
     */
    static boolean checkMetrics(MetricFamily family, Problems problems) {
        boolean fit = true;
        for (Metric metric : family.metrics()) {
            Labels labels = metric.labels();
            for (int i = 1; i < labels.size(); i++) {
                if (labels.name(i).equals(labels.name(i - 1))) {
                    problems.add("collected metric \"%s\" %s has two or more labels with the same name: %s"
                            .formatted(family.name(), labels, labels.name(i)));
                    fit = false;
                }
            }
            if (!fits(metric.reading(), family.type())) {
                String type = family.type().name();
                problems.add("collected metric \"%s\" %s is not a %s".formatted(family.name(), metric.labels(), type));
                fit = false;
            }
        }
        return fit;
    }

    private static boolean fits(Reading reading, MetricType type) {
        return switch (reading) {
            case Reading.Scalar _ -> type != MetricType.SUMMARY && !type.isHistogram();
            case Reading.Summary _ -> type == MetricType.SUMMARY;
            case Reading.Histogram _ -> type.isHistogram();
            case Reading.Detailed(Reading plain, var _) -> fits(plain, type);
            case Reading.Missing _ -> false;
        };
    }

    private void check() {
        if (!Names.isMetricName(family.name())) {
            problems.add("\"%s\" is not a valid metric name; it must match [a-zA-Z_:][a-zA-Z0-9_:]*"
                    .formatted(family.name()));
            return;
        }
        String bound = boundLabel(family.type());
        if (!bound.isEmpty() && group.labels().value(bound).isPresent()) {
            problems.add("%s \"%s\" cannot be in a group that has the label \"%s\", which its own series need"
                    .formatted(family.type().word(), family.name(), bound));
            return;
        }
        for (Metric metric : family.metrics()) {
            checkMetric(metric, bound);
        }
    }

    private static String boundLabel(MetricType type) {
        return switch (type) {
            case SUMMARY -> "quantile";
            case HISTOGRAM, GAUGE_HISTOGRAM -> "le";
            case COUNTER, GAUGE, UNTYPED -> "";
        };
    }

    private void checkMetric(Metric metric, String bound) {
        Labels labels = FamilyDecoder.withoutGrouping(metric.labels(), group.labels());
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            if (!Names.isLabelName(name)) {
                tell(labels, "has a label with an invalid name: " + name);
            } else if (name.equals(bound)) {
                tell(labels, "must not have an explicit \"%s\" label".formatted(bound));
            }
        }
        if (!seen.add(FamilyDecoder.complete(labels, group.labels()))) {
            tell(labels, "was collected before with the same name and label values");
        }
        checkBounds(labels, metric.reading());
    }

    /** Two buckets or quantiles of one bound would be one series twice. */
    private void checkBounds(Labels labels, Reading reading) {
        List<Double> bounds = switch (reading.plain()) {
            case Reading.Summary summary -> summary.quantiles().stream().map(Reading.Quantile::rank).toList();
            case Reading.Histogram histogram -> histogram.buckets().stream().map(Reading.Bucket::upperBound).toList();
            case Reading.Scalar _,Reading.Missing _,Reading.Detailed _ -> List.of();
        };
        Set<Double> distinct = new HashSet<>();
        for (double bound : bounds) {
            if (!distinct.add(bound == 0 ? 0.0 : bound)) {
                tell(labels,
                        "has two %s for %s".formatted(
                                reading.plain() instanceof Reading.Summary ? "quantiles" : "buckets",
                                bound));
            }
        }
    }

    private void tell(Labels labels, String what) {
        problems.add("collected metric \"%s\" %s %s".formatted(family.name(),
                FamilyDecoder.complete(labels, group.labels()), what));
    }

}
