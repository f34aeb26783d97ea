package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Measures answered requests as Pushgateway does: counts by handler, method and status; size and duration of pushes. Any thread. */
final class RequestMetrics {
    static final String COUNT = "pushgateway_http_requests_total";
    static final String SIZE = "pushgateway_http_push_size_bytes";
    static final String DURATION = "pushgateway_http_push_duration_seconds";

    private final InstantSource clock;
    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, RollingQuantiles> sizes = new ConcurrentSkipListMap<>();
    private final Map<String, RollingQuantiles> durations = new ConcurrentSkipListMap<>();

    RequestMetrics(InstantSource clock) {
        this.clock = clock;
    }

    void answered(String handler, String method, int status) {
        Kind kind = new Kind(handler, method, status);
        LongAdder count = counts.get(kind);
        if (count == null) {
            count = counts.computeIfAbsent(kind, _ -> new LongAdder());
        }
        count.increment();
    }

    void pushed(String method, long requestBytes, long nanos) {
        long now = clock.millis();
        quantiles(sizes, method).observe((double) requestBytes, now);
        quantiles(durations, method).observe(nanos / 1e9, now);
    }

    private static RollingQuantiles quantiles(Map<String, RollingQuantiles> byMethod, String method) {
        RollingQuantiles quantiles = byMethod.get(method);
        return quantiles == null ? byMethod.computeIfAbsent(method, _ -> new RollingQuantiles()) : quantiles;
    }

    List<MetricFamily> families() {
        return List.of(
                new MetricFamily(COUNT, MetricType.COUNTER, "HTTP requests answered, without scrapes.",
                        counts.entrySet().stream().map(entry -> count(entry.getKey(), entry.getValue())).toList()),
                summary(DURATION, "Seconds from the first byte of a push to its answer.", durations),
                summary(SIZE, "Approximate size of push requests.", sizes));
    }

    private static Metric count(Kind kind, LongAdder count) {
        return Metric.of((double) count.sum(), "code", Integer.toString(kind.status), "handler", kind.handler, "method",
                kind.method.toLowerCase(Locale.ROOT));
    }

    private MetricFamily summary(String name, String help, Map<String, RollingQuantiles> byMethod) {
        Map<String, Reading> readings = new TreeMap<>();
        byMethod.forEach((method, quantiles) -> readings.put(method, quantiles.summary(clock.millis())));
        return new MetricFamily(name, MetricType.SUMMARY, help, readings.entrySet().stream().map(entry -> Metric
                .of(Labels.of("method", entry.getKey().toLowerCase(Locale.ROOT)), entry.getValue())).toList());
    }

    private record Kind(String handler, String method, int status) {}
}
