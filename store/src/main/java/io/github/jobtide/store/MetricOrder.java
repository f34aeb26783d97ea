package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of one family's metrics on the page, as Prometheus's Go library has it: by number of labels, then by their values,
 * position by position, whatever the names. It depends on the group's values only where metrics have different label names.
 */
final class MetricOrder {
    private static final int[] AS_PUSHED = {};

    private final List<Metric> metrics;
    private final Labels grouping;

    private MetricOrder(List<Metric> metrics, Labels grouping) {
        this.metrics = metrics;
        this.grouping = grouping;
    }

    /** For each place on the page, which of the metrics stands there; empty if they stand as they were pushed. */
    static int[] of(List<Metric> metrics, Labels grouping) {
        MetricOrder order = new MetricOrder(metrics, grouping);
        for (int i = 1; i < metrics.size(); i++) {
            if (order.compare(i - 1, i) > 0) {
                return order.sorted();
            }
        }
        return AS_PUSHED;
    }

    /** Whether they stand in the same order in every group with the same label names. */
    static boolean isSameInAllGroups(List<Metric> metrics) {
        for (Metric metric : metrics) {
            if (!haveSameNames(metric.labels(), metrics.get(0).labels())) {
                return false;
            }
        }
        return true;
    }

    private int[] sorted() {
        Comparator<Integer> byLabels = this::compare;
        return IntStream.range(0, metrics.size()).boxed().sorted(byLabels).mapToInt(Integer::intValue).toArray();
    }

    private int compare(int one, int other) {
        Labels a = metrics.get(one).labels();
        Labels b = metrics.get(other).labels();
        return haveSameNames(a, b) ? compareValues(a, b) : compareComplete(complete(a), complete(b));
    }

    private static boolean haveSameNames(Labels a, Labels b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            same = a.name(i).equals(b.name(i));
        }
        return same;
    }

    private int compareValues(Labels a, Labels b) {
        for (int i = 0; i < a.size(); i++) {
            int byValue = Labels.compareText(a.value(i), b.value(i));
            if (byValue != 0 && grouping.value(a.name(i)).isEmpty()) {
                return byValue;
            }
        }
        return 0;
    }

    private Labels complete(Labels own) {
        return FamilyDecoder.complete(FamilyDecoder.withoutGrouping(own, grouping), grouping);
    }

    private static int compareComplete(Labels a, Labels b) {
        int bySize = Integer.compare(a.size(), b.size());
        for (int i = 0; bySize == 0 && i < a.size(); i++) {
            int byValue = Labels.compareText(a.value(i), b.value(i));
            if (byValue != 0) {
                return byValue;
            }
        }
        return bySize;
    }
}
