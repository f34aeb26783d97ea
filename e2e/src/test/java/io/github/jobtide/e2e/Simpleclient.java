package io.github.jobtide.e2e;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Summary;
import io.prometheus.client.exporter.PushGateway;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The old Java client, simpleclient 0.16. */
final class Simpleclient implements PushClient {
    @Override
    public boolean does(Step step, ServerProcess gateway, String job, List<Label> grouping) {
        PushGateway pushGateway = new PushGateway("127.0.0.1:" + gateway.port());
        Map<String, String> key = new LinkedHashMap<>();
        grouping.forEach(label -> key.put(label.name(), label.value()));
        try {
            switch (step) {
                case PUT -> pushGateway.push(everything(), job, key);
                case ADD -> pushGateway.pushAdd(more(), job, key);
                case CLASH -> pushGateway.pushAdd(clash(), job, key);
                case REPLACE -> pushGateway.push(one(), job, key);
                case DELETE -> pushGateway.delete(job, key);
            }
            return true;
        } catch (IOException refused) {
            return Refusal.isOne(refused);
        }
    }

    private static CollectorRegistry everything() {
        CollectorRegistry registry = new CollectorRegistry();
        Counter rows = Counter.build("client_rows", "Rows by outcome,\nwith a \\ in the help.").labelNames("outcome")
                .register(registry);
        rows.labels("read").inc(12);
        rows.labels("odd \"quoted\" \\ line\nfeed").inc(0.5);
        Gauge.build("client_last_success_seconds", "Time.").register(registry).set(1.5e9);
        Summary waits = Summary.build("client_wait_seconds", "Waits.").labelNames("queue").quantile(0.5, 0.01)
                .quantile(0.99, 0.001).register(registry);
        List.of(0.5, 0.25, 2.0).forEach(wait -> waits.labels("in").observe(wait));
        Histogram runs = Histogram.build("client_run_seconds", "Runs.").buckets(0.1, 1, 10).register(registry);
        List.of(0.05, 0.5, 5.0, 50.0).forEach(runs::observe);
        return registry;
    }

    private static CollectorRegistry more() {
        CollectorRegistry registry = new CollectorRegistry();
        Counter.build("client_rows", "Rows by outcome.").labelNames("outcome").register(registry).labels("read")
                .inc(20);
        Gauge.build("client_backlog", "Left.").register(registry).set(-3);
        return registry;
    }

    private static CollectorRegistry clash() {
        CollectorRegistry registry = new CollectorRegistry();
        Histogram.build("client_last_success_seconds", "Not a gauge.").buckets(1).register(registry).observe(1);
        return registry;
    }

    private static CollectorRegistry one() {
        CollectorRegistry registry = new CollectorRegistry();
        Gauge.build("client_only", "The only one.").register(registry).set(Double.POSITIVE_INFINITY);
        return registry;
    }
}
