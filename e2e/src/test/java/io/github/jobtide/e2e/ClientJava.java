package io.github.jobtide.e2e;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.util.List;

/** Today's Java client, client_java 1.x. */
final class ClientJava implements PushClient {
    private final Format format;

    ClientJava(Format format) {
        this.format = format;
    }

    @Override
    public boolean does(Step step, ServerProcess gateway, String job, List<Label> grouping) {
        PrometheusRegistry registry = new PrometheusRegistry();
        var pusher = PushGateway.builder().address("127.0.0.1:" + gateway.port()).job(job).format(format)
                .registry(registry);
        grouping.forEach(label -> pusher.groupingKey(label.name(), label.value()));
        try {
            PushGateway pushGateway = pusher.build();
            switch (step) {
                case PUT -> {
                    everything(registry);
                    pushGateway.push();
                }
                case ADD -> {
                    more(registry);
                    pushGateway.pushAdd();
                }
                case CLASH -> {
                    clash(registry);
                    pushGateway.pushAdd();
                }
                case REPLACE -> {
                    one(registry);
                    pushGateway.push();
                }
                case DELETE -> pushGateway.delete();
            }
            return true;
        } catch (IOException refused) {
            return Refusal.isOne(refused);
        }
    }

    /** Pushes what this library makes of a histogram unless told otherwise: classic buckets and native ones, by protobuf. */
    static void pushUsualHistogram(ServerProcess gateway) {
        PrometheusRegistry registry = new PrometheusRegistry();
        Histogram runs = Histogram.builder().name("client_run_seconds").help("Runs.").register(registry);
        List.of(0.05, 0.5, 5.0, 50.0).forEach(runs::observe);
        push(registry, gateway, "usual");
    }

    /** Pushes in the format that this library takes if nothing is said: protobuf. */
    static void push(PrometheusRegistry registry, ServerProcess gateway, String job) {
        try {
            PushGateway.builder().address("127.0.0.1:" + gateway.port()).job(job).registry(registry).build().push();
        } catch (IOException e) {
            throw new IllegalStateException("a push was refused by " + gateway.name(), e);
        }
    }

    /** Pushes a native histogram and a counter, both with an exemplar, by protobuf. */
    static void pushNative(ServerProcess gateway) {
        PrometheusRegistry registry = new PrometheusRegistry();
        Histogram runs = Histogram.builder().name("client_native_seconds").help("Runs.").nativeOnly()
                .nativeInitialSchema(0).nativeMinZeroThreshold(0.125).nativeMaxZeroThreshold(0.125).register(registry);
        List.of(0.0, 0.75, 0.75, 3.0, -3.0).forEach(runs::observe);
        runs.observeWithExemplar(12, Labels.of("trace_id", "slow"));
        Counter.builder().name("client_rows_total").help("Rows.").register(registry).incWithExemplar(2,
                Labels.of("trace_id", "rows"));
        try {
            PushGateway.builder().address("127.0.0.1:" + gateway.port()).job("native").registry(registry).build()
                    .push();
        } catch (IOException e) {
            throw new IllegalStateException("a native histogram was refused by " + gateway.name(), e);
        }
    }

    private static void everything(PrometheusRegistry registry) {
        Counter rows = Counter.builder().name("client_rows_total").help("Rows by outcome,\nwith a \\ in the help.")
                .labelNames("outcome").register(registry);
        rows.labelValues("read").inc(12);
        rows.labelValues("odd \"quoted\" \\ line\nfeed").inc(0.5);
        Gauge.builder().name("client_last_success_seconds").help("Time.").register(registry).set(1.5e9);
        Summary waits = Summary.builder().name("client_wait_seconds").help("Waits.").labelNames("queue")
                .quantile(0.5, 0.01).quantile(0.99, 0.001).register(registry);
        List.of(0.5, 0.25, 2.0).forEach(wait -> waits.labelValues("in").observe(wait));
        Histogram runs = Histogram.builder().name("client_run_seconds").help("Runs.").classicOnly()
                .classicUpperBounds(0.1, 1, 10).register(registry);
        List.of(0.05, 0.5, 5.0, 50.0).forEach(runs::observe);
    }

    private static void more(PrometheusRegistry registry) {
        Counter rows = Counter.builder().name("client_rows_total").help("Rows by outcome.").labelNames("outcome")
                .register(registry);
        rows.labelValues("read").inc(20);
        Gauge.builder().name("client_backlog").help("Left.").register(registry).set(-3);
    }

    private static void clash(PrometheusRegistry registry) {
        Histogram.builder().name("client_last_success_seconds").help("Not a gauge.").classicOnly()
                .classicUpperBounds(1).register(registry).observe(1);
    }

    private static void one(PrometheusRegistry registry) {
        Gauge.builder().name("client_only").help("The only one.").register(registry).set(Double.POSITIVE_INFINITY);
    }
}
