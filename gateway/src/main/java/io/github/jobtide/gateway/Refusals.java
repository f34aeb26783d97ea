package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.Outcome;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts refused pushes by reason and logs them: one line for each, but at most one a minute for each group. What was pushed is never
 * logged, so of a message that quotes it only the beginning is.
 */
final class Refusals {
    static final String NAME = "jobtide_gateway_rejected_pushes_total";

    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MAX_KEY = 300;
    private static final int MAX_GROUPS = 10_000;

    private final InstantSource clock;
    private final Map<Outcome.Reason, LongAdder> counts = new EnumMap<>(Outcome.Reason.class);
    /** By the keys' hashes: keys that are refused can be long. */
    private final Map<Integer, Long> lastLogged = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
            return size() > MAX_GROUPS;
        }
    };

    Refusals(InstantSource clock) {
        this.clock = clock;
        for (Outcome.Reason reason : Outcome.Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** A path named no group. */
    void path() {
        count(Outcome.Reason.PARSE);
        LOG.log(System.Logger.Level.DEBUG, "push refused reason=parse: the path names no group");
    }

    /** A header that says something of the push cannot be used. */
    void header() {
        count(Outcome.Reason.PARSE);
        LOG.log(System.Logger.Level.DEBUG, "push refused reason=parse: a header cannot be used");
    }

    /** Somebody did not say who they are, or not rightly. */
    void unauthorized(HttpMethod method) {
        if (method.equals(HttpMethod.PUT) || method.equals(HttpMethod.POST)) {
            count(Outcome.Reason.AUTH);
        }
        LOG.log(System.Logger.Level.DEBUG, "request refused reason=auth");
    }

    void push(GroupKey key, Outcome.Reason reason, String message) {
        count(reason);
        if (mayLog(key)) {
            LOG.log(System.Logger.Level.WARNING, "push refused group={0} reason={1}: {2}", shown(key), reason.word(),
                    withoutPayload(reason, message));
        }
    }

    void unavailable(GroupKey key, String message) {
        if (mayLog(key)) {
            LOG.log(System.Logger.Level.WARNING, "push not taken group={0}: {1}", shown(key), message);
        }
    }

    /** As it is logged. */
    static String shown(GroupKey key) {
        String text = key.toString();
        return text.length() <= MAX_KEY ? text : text.substring(0, MAX_KEY) + "…";
    }

    private void count(Outcome.Reason reason) {
        LongAdder count = counts.get(reason);
        if (count != null) {
            count.increment();
        }
    }

    private synchronized boolean mayLog(GroupKey key) {
        long now = clock.millis();
        Long last = lastLogged.get(key.hashCode());
        if (last != null && now - last < QUIET.toMillis() && now >= last) {
            return false;
        }
        lastLogged.put(key.hashCode(), now);
        return true;
    }

    /** Messages about the format name a place and then quote what stands there; the others quote names and labels after a sentence. */
    private static String withoutPayload(Outcome.Reason reason, String message) {
        int end = switch (reason) {
            case PARSE, INCONSISTENT -> message.indexOf(':');
            case TIMESTAMP, RESERVED_NAME, LIMIT, TOO_LARGE, AUTH, LINT -> message.indexOf('\n');
        };
        return end < 0 ? message : message.substring(0, end);
    }

    MetricFamily family() {
        return new MetricFamily(NAME, MetricType.COUNTER, "Pushes that were refused, by reason.",
                Arrays.stream(Outcome.Reason.values()).map(this::metric).toList());
    }

    private Metric metric(Outcome.Reason reason) {
        LongAdder count = counts.get(reason);
        return Metric.of(count == null ? 0 : (double) count.sum(), "reason", reason.word());
    }
}
