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

/** Counts requests and connections that were refused or cut off before their content mattered. Any thread. */
final class TurnedAway {
    static final String NAME = "jobtide_gateway_turned_away_total";

    /** Why; the words of the metric's label are these in lower case. */
    enum Reason {
        MALFORMED, HEAD_SIZE, BODY_SIZE, BYTES_IN_FLIGHT, SLOW_BODY, TIMEOUT, CONNECTIONS, SCRAPES, SLOW_READER
    }

    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    TurnedAway() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void count(Reason reason) {
        counter(reason).increment();
    }

    private LongAdder counter(Reason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }

    MetricFamily family() {
        return new MetricFamily(NAME, MetricType.COUNTER,
                "Requests and connections that were refused or cut off for a bound, by reason.",
                Arrays.stream(Reason.values()).map(this::metric).toList());
    }

    private Metric metric(Reason reason) {
        return Metric.of((double) counter(reason).sum(), "reason",
                reason.name().toLowerCase(Locale.ROOT));
    }
}
