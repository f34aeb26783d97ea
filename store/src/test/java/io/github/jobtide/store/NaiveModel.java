package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the store should do, said as plainly as can be: apply the push to a copy of everything, then look whether all of it holds. */
final class NaiveModel {
    private Map<GroupKey, Map<String, MetricFamily>> groups = new HashMap<>();

    boolean push(GroupKey key, PushMode mode, MetricFamily... families) {
        Map<GroupKey, Map<String, MetricFamily>> copy = new HashMap<>();
        groups.forEach((group, held) -> copy.put(group, new TreeMap<>(held)));
        if (copy.get(key) == null && hasTwin(key)) {
            return false;
        }
        groups.putIfAbsent(key, new TreeMap<>());
        Map<String, MetricFamily> target = copy.computeIfAbsent(key, _ -> new TreeMap<>());
        if (mode == PushMode.REPLACE) {
            target.clear();
        }
        for (MetricFamily family : families) {
            target.put(family.name(), family);
        }
        boolean holds = holds(copy);
        if (holds) {
            groups = copy;
        }
        return holds;
    }

    void delete(GroupKey key) {
        groups.remove(key);
    }

    List<String> samples() {
        List<String> lines = new ArrayList<>();
        groups.forEach((key, held) -> held.values().forEach(family -> lines.addAll(lines(key, family))));
        return lines;
    }

    private boolean hasTwin(GroupKey key) {
        return groups.keySet().stream().anyMatch(other -> pushTime(other).equals(pushTime(key)));
    }

    private static Labels pushTime(GroupKey key) {
        return FamilyDecoder.complete(Labels.NONE, key.labels());
    }

    private static boolean holds(Map<GroupKey, Map<String, MetricFamily>> groups) {
        Map<String, MetricType> types = new HashMap<>(StoreDriver.OWN);
        Set<String> heads = new HashSet<>();
        for (Map.Entry<GroupKey, Map<String, MetricFamily>> group : groups.entrySet()) {
            for (MetricFamily family : group.getValue().values()) {
                MetricType type = types.putIfAbsent(family.name(), family.type());
                if (type != null && type != family.type()) {
                    return false;
                }
                for (String line : lines(group.getKey(), family)) {
                    if (!heads.add(line.substring(0, line.lastIndexOf(' ')))) {
                        return false;
                    }
                }
            }
        }
        return types.entrySet().stream().noneMatch(
                entry -> printedNames(entry.getKey(), entry.getValue()).stream().anyMatch(types::containsKey));
    }

    private static List<String> printedNames(String name, MetricType type) {
        return switch (type) {
            case SUMMARY -> List.of(name + "_sum", name + "_count");
            case HISTOGRAM, GAUGE_HISTOGRAM -> List.of(name + "_sum", name + "_count", name + "_bucket");
            case COUNTER, GAUGE, UNTYPED -> List.of();
        };
    }

    private static List<String> lines(GroupKey key, MetricFamily family) {
        List<String> lines = new ArrayList<>();
        for (Metric metric : family.metrics()) {
            Labels own = withoutGrouping(metric.labels(), key);
            String labels = FamilyDecoder.complete(own, key.labels()).toString();
            String open = labels.substring(0, labels.length() - 1);
            String name = family.name();
            switch (metric.reading().plain()) {
                case Reading.Scalar(double value) -> lines.add(name + labels + " " + Numbers.text(value));
                case Reading.Summary summary -> {
                    summary.quantiles().forEach(q -> lines.add(
                            name + open + ",quantile=\"" + Numbers.text(q.rank()) + "\"} " + Numbers.text(q.value())));
                    lines.add(name + "_sum" + labels + " " + Numbers.text(summary.sum()));
                    lines.add(name + "_count" + labels + " " + Numbers.text(summary.count()));
                }
                case Reading.Histogram histogram -> {
                    histogram.buckets().forEach(b -> lines.add(name + "_bucket" + open + ",le=\""
                            + Numbers.text(b.upperBound()) + "\"} " + Numbers.text(b.cumulativeCount())));
                    lines.add(name + "_bucket" + open + ",le=\"+Inf\"} " + Numbers.text(histogram.count()));
                    lines.add(name + "_sum" + labels + " " + Numbers.text(histogram.sum()));
                    lines.add(name + "_count" + labels + " " + Numbers.text(histogram.count()));
                }
                case Reading.Missing _,Reading.Detailed _ -> throw new IllegalStateException("not pushed here");
            }
        }
        return lines;
    }

    private static Labels withoutGrouping(Labels labels, GroupKey key) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (key.labels().value(labels.name(i)).isEmpty()) {
                pairs.addAll(List.of(labels.name(i), labels.value(i)));
            }
        }
        return Labels.of(pairs.toArray(String[]::new));
    }
}
