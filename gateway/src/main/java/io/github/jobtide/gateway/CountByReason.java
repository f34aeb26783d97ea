package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts by reason, and shows that as one metric, whose label has the words of {@code R} in lower case. Any thread. */
abstract sealed class CountByReason<R extends Enum<R>> permits AccessRefusals, TurnedAway {
    private final String name;
    private final String help;
    private final R[] reasons;
    private final Map<R, LongAdder> counts;

    CountByReason(String name, String help, Class<R> reasons) {
        this.name = name;
        this.help = help;
        this.reasons = reasons.getEnumConstants();
        this.counts = new EnumMap<>(reasons);
        for (R reason : this.reasons) {
            counts.put(reason, new LongAdder());
        }
    }

    final void count(R reason) {
        counter(reason).increment();
    }

    private LongAdder counter(R reason) {
        return Objects.requireNonNull(counts.get(reason));
    }

    final MetricFamily family() {
        return new MetricFamily(name, MetricType.COUNTER, help, Arrays.stream(reasons).map(this::metric).toList());
    }

    private Metric metric(R reason) {
        return Metric.of((double) counter(reason).sum(), "reason", reason.name().toLowerCase(Locale.ROOT));
    }
}
