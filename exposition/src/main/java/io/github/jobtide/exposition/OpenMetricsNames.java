package io.github.jobtide.exposition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which families of a page OpenMetrics can have as what they are, so that no name it gives belongs to another: it has the samples of
 * each counter end in {@code _total}, and takes {@code _created} behind the name of a counter, summary or histogram for its own. Immutable.
 */
final class OpenMetricsNames {
    static final String TOTAL = "_total";
    static final String CREATED = "_created";

    private final Map<String, MetricType> types;
    private final Set<String> taken;
    private final Set<String> unknown = new HashSet<>();
    private final Map<String, String> createdOf = new HashMap<>();

    private OpenMetricsNames(Map<String, MetricType> types) {
        this.types = types;
        this.taken = new HashSet<>(types.keySet());
    }

    /** @param types of all families of the page, by name */
    static OpenMetricsNames of(Map<String, MetricType> types) {
        OpenMetricsNames names = new OpenMetricsNames(types);
        types.forEach((name, type) -> {
            if (type == MetricType.SUMMARY || type.isHistogram()) {
                names.takeDistribution(name);
            }
        });
        types.forEach((name, type) -> {
            if (type == MetricType.COUNTER) {
                names.takeCounter(name);
            }
        });
        return names;
    }

    private void takeDistribution(String name) {
        for (String ending : List.of("_count", "_sum", "_bucket")) {
            taken.add(name + ending);
        }
        if (!takeCreated(name, name + CREATED)) {
            unknown.add(name);
        }
    }

    private void takeCounter(String name) {
        String base = base(name);
        String other = name.equals(base) ? base + TOTAL : base;
        if (base.isEmpty() || taken.contains(other) || !takeCreated(name, base + CREATED)) {
            unknown.add(name);
        } else {
            taken.add(other);
        }
    }

    /** False if something has that name that cannot be the family's created times. */
    private boolean takeCreated(String family, String created) {
        if (taken.add(created)) {
            return true;
        }
        MetricType type = types.get(created);
        boolean scalar = type != null && type != MetricType.SUMMARY && !type.isHistogram();
        if (!scalar || createdOf.containsValue(created)) {
            return false;
        }
        createdOf.put(family, created);
        return true;
    }

    /** A counter's name in OpenMetrics. */
    static String base(String counter) {
        return counter.endsWith(TOTAL) ? counter.substring(0, counter.length() - TOTAL.length()) : counter;
    }

    /** Whether a counter, summary or histogram cannot be called that, since something else has a name that comes with it. */
    boolean isUnknown(String name) {
        return unknown.contains(name);
    }

    /** The family whose values are the times at which that family's metrics were created. */
    Optional<String> createdOf(String name) {
        return Optional.ofNullable(createdOf.get(name));
    }

    /** The names of all families that are not written by themselves. */
    Set<String> folded() {
        return new HashSet<>(createdOf.values());
    }
}
