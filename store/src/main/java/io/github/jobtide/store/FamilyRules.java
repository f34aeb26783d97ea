package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.exposition.Reading;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a family must fulfil by itself, whatever else is stored, so that every page with it can be read. */
final class FamilyRules {
    private static final String RESERVED = "__";
    private static final String METRIC_NAME = "__name__";

    private final MetricFamily family;
    private final GroupKey group;
    private final NameRule names;
    private final Problems problems;
    private final Set<Labels> seen = new LinkedHashSet<>();

    private FamilyRules(MetricFamily family, GroupKey group, NameRule names, Problems problems) {
        this.family = family;
        this.group = group;
        this.names = names;
        this.problems = problems;
    }

    /** What does not depend on the values of the metrics or of the grouping labels. */
    static void check(MetricFamily family, GroupKey group, NameRule names, Problems problems) {
        new FamilyRules(family, group, names, problems).check();
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
        if (!names.takesMetric(family.name())) {
            problems.add("\"%s\" is not a valid metric name; it must %s".formatted(family.name(), switch (names) {
                case CLASSIC -> "match [a-zA-Z_:][a-zA-Z0-9_:]*";
                case UTF_8 -> "not be empty, and hold no NUL";
            }));
            return;
        }
        String bound = boundLabel(family.type());
        if (!bound.isEmpty() && group.labels().value(bound).isPresent()) {
            problems.add("%s \"%s\" cannot be in a group that has the label \"%s\", which its own series need"
                    .formatted(family.type().word(), family.name(), bound));
            return;
        }
        int before = problems.count();
        for (Metric metric : family.metrics()) {
            checkMetric(metric, bound);
        }
        if (problems.count() == before && !seen.stream().allMatch(Names::areLabelNames)) {
            Escaping.SPELLING.forEach(this::checkSpelling);
        }
    }

    /** Two labels, or two metrics, that are told apart by characters which an escaping does away with. */
    private void checkSpelling(Escaping escaping) {
        Set<Labels> spelled = new HashSet<>();
        for (Labels labels : seen) {
            Labels inAlphabet = escaping.labels(labels);
            spellingFault(inAlphabet, escaping).ifPresent(fault -> problems
                    .add("collected metric \"%s\" %s has a label that %s".formatted(family.name(), labels, fault)));
            if (!spelled.add(inAlphabet)) {
                problems.add("collected metric \"%s\" %s is another one's %s under the escaping %s"
                        .formatted(family.name(), labels, inAlphabet, escaping));
            }
        }
    }

    /** What is wrong with one of the labels of a series, as they are spelled under an escaping; nothing if all can stand there. */
    static Optional<String> spellingFault(Labels spelled, Escaping escaping) {
        for (int i = 0; i < spelled.size(); i++) {
            String name = spelled.name(i);
            if (name.equals(METRIC_NAME)) {
                return Optional.of("would be called %s, like the metric's name, under the escaping %s".formatted(name,
                        escaping));
            }
            if (i > 0 && name.equals(spelled.name(i - 1))) {
                return Optional.of("would be called %s, like another, under the escaping %s".formatted(name,
                        escaping));
            }
        }
        return Optional.empty();
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
            if (!names.takesLabel(name) || name.startsWith(RESERVED)) {
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
