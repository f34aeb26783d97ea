package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the store should do, said as plainly as can be: apply the push to a copy of everything, then look whether all of it holds, however
 * its names are escaped.
 */
final class NaiveModel {
    private Map<GroupKey, Map<String, MetricFamily>> groups = new HashMap<>();

    boolean push(GroupKey key, PushMode mode, MetricFamily... families) {
        Map<GroupKey, Map<String, MetricFamily>> copy = new HashMap<>();
        groups.forEach((group, held) -> copy.put(group, new TreeMap<>(held)));
        if (copy.get(key) == null && (hasTwin(key) || !canBeSpelled(key.labels()))) {
            return false;
        }
        groups.putIfAbsent(key, new TreeMap<>());
        Map<String, MetricFamily> target = copy.computeIfAbsent(key, _ -> new TreeMap<>());
        if (mode == PushMode.REPLACE) {
            boolean bringsRuns = Arrays.stream(families).anyMatch(family -> tellsOfRuns(family.name()));
            target.keySet().removeIf(name -> bringsRuns || !tellsOfRuns(name));
        }
        for (MetricFamily family : families) {
            target.put(family.name(), family);
        }
        boolean holds = Arrays.stream(Escaping.values()).allMatch(escaping -> holds(copy, escaping));
        if (holds) {
            groups = copy;
        }
        return holds;
    }

    private static boolean tellsOfRuns(String name) {
        return name.startsWith("jobtide_");
    }

    void delete(GroupKey key) {
        groups.remove(key);
    }

    List<String> samples() {
        List<String> lines = new ArrayList<>();
        groups.forEach(
                (key, held) -> held.values().forEach(family -> lines.addAll(lines(key, family, Escaping.ALLOW_UTF_8))));
        return lines;
    }

    /** All families under an escaping, each with the samples of all groups. */
    Map<String, Set<Metric>> families(Escaping escaping) {
        Map<String, Set<Metric>> families = new HashMap<>();
        groups.forEach((key, held) -> held.values()
                .forEach(family -> family.metrics().forEach(metric -> families
                        .computeIfAbsent(escaping.metric(family.name()), _ -> new HashSet<>())
                        .add(Metric.of(escaping.labels(
                                FamilyDecoder.complete(withoutGrouping(metric.labels(), key), key.labels())),
                                metric.reading())))));
        return families;
    }

    private boolean hasTwin(GroupKey key) {
        return Arrays.stream(Escaping.values()).anyMatch(escaping -> groups.keySet().stream()
                .anyMatch(other -> escaping.labels(pushTime(other)).equals(escaping.labels(pushTime(key)))));
    }

    private static boolean canBeSpelled(Labels labels) {
        return Arrays.stream(Escaping.values()).allMatch(escaping -> {
            Labels spelled = escaping.labels(labels);
            return IntStream.range(0, spelled.size()).mapToObj(spelled::name).distinct().count() == spelled.size()
                    && spelled.value("__name__").isEmpty();
        });
    }

    private static Labels pushTime(GroupKey key) {
        return FamilyDecoder.complete(Labels.NONE, key.labels());
    }

    private static boolean holds(Map<GroupKey, Map<String, MetricFamily>> groups, Escaping escaping) {
        Map<String, MetricType> types = new HashMap<>(StoreDriver.OWN);
        types.put(PushTimes.PUSH, MetricType.GAUGE);
        types.put(PushTimes.FAILURE, MetricType.GAUGE);
        Map<String, String> rawNames = new HashMap<>();
        types.keySet().forEach(name -> rawNames.put(name, name));
        Set<String> heads = new HashSet<>();
        for (Map.Entry<GroupKey, Map<String, MetricFamily>> group : groups.entrySet()) {
            for (MetricFamily family : group.getValue().values()) {
                String name = escaping.metric(family.name());
                MetricType type = types.putIfAbsent(name, family.type());
                String rawName = rawNames.putIfAbsent(name, family.name());
                if ((type != null && type != family.type()) || (rawName != null && !rawName.equals(family.name()))) {
                    return false;
                }
                for (Metric metric : family.metrics()) {
                    if (!canBeSpelled(FamilyDecoder.complete(withoutGrouping(metric.labels(), group.getKey()),
                            group.getKey().labels()))) {
                        return false;
                    }
                }
                for (String line : lines(group.getKey(), family, escaping)) {
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

    private static List<String> lines(GroupKey key, MetricFamily family, Escaping escaping) {
        List<String> lines = new ArrayList<>();
        for (Metric metric : family.metrics()) {
            Labels own = withoutGrouping(metric.labels(), key);
            String labels = escaping.labels(FamilyDecoder.complete(own, key.labels())).toString();
            String open = labels.substring(0, labels.length() - 1);
            String name = escaping.metric(family.name());
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
                    if (histogram.buckets().stream().noneMatch(b -> b.upperBound() == Double.POSITIVE_INFINITY)) {
                        lines.add(name + "_bucket" + open + ",le=\"+Inf\"} " + Numbers.text(histogram.count()));
                    }
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
