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

/** Counts requests that were refused for who sent them, where an access file says who may do what. Any thread. */
final class AccessRefusals {
    static final String NAME = "jobtide_gateway_access_refusals_total";

    /** Why; the words of the metric's label are these in lower case. */
    enum Reason {
        /** Nobody that is known: 401. */
        UNKNOWN,
        /** A principal without the role: 403. */
        ROLE,
        /** Nobody that is known, too often from one address: 429. */
        LIMITED,
        /** What changes something, and comes from another site or with a form that was not handed out: 403. */
        FORM
    }

    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    AccessRefusals() {
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
                "Requests that were refused for who sent them, by reason.",
                Arrays.stream(Reason.values()).map(reason -> Metric.of((double) counter(reason).sum(), "reason",
                        reason.name().toLowerCase(Locale.ROOT))).toList());
    }
}
