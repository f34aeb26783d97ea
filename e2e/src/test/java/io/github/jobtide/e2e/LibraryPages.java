package io.github.jobtide.e2e;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.List;

/** Two libraries for Java with every kind of metric that they know, as a server of moderate size has them. */
final class LibraryPages {
    private static final List<Double> SECONDS = List.of(0.05, 0.5, 5.0, 50.0);

    private LibraryPages() {}

    static PageServer.Library clientJava() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Counter requests = Counter.builder().name("shop_requests_total")
                .help("Requests by outcome.\nAll of them, \\ too.")
                .labelNames("outcome").register(registry);
        requests.labelValues("served").incWithExemplar(3, Labels.of("trace_id", "4bf92f3577b3"));
        requests.labelValues("odd \"quoted\" \\ line\nfeed").inc();
        io.prometheus.metrics.core.metrics.Gauge.builder().name("shop_queue_size_bytes").unit(Unit.BYTES)
                .help("What waits.").register(registry).set(1e9);
        Histogram classic = Histogram.builder().name("shop_checkout_duration_seconds").help("Check-outs.")
                .classicOnly().register(registry);
        SECONDS.forEach(classic::observe);
        Histogram natives = Histogram.builder().name("shop_payment_duration_seconds").help("Payments.").nativeOnly()
                .register(registry);
        SECONDS.forEach(natives::observe);
        Histogram both = Histogram.builder().name("shop_search_duration_seconds").help("Searches.")
                .labelNames("shelf").register(registry);
        SECONDS.forEach(both.labelValues("books")::observe);
        Summary waits = Summary.builder().name("shop_wait_duration_seconds").help("Waits.").labelNames("queue")
                .quantile(0.5, 0.01).quantile(0.99, 0.001).register(registry);
        SECONDS.forEach(waits.labelValues("in")::observe);
        Summary.builder().name("shop_transfer_size_bytes").help("Sums without quantiles.").register(registry)
                .observe(12);
        Info.builder().name("shop_build_info").help("The build.").labelNames("version", "revision").register(registry)
                .setLabelValues("2.1.0", "a1b2c3d");
        StateSet.builder().name("shop_mode").help("Open or shut.").states("open", "shut").register(registry)
                .setTrue("open");
        ExpositionFormats formats = ExpositionFormats.init();
        return (accept, out) -> {
            ExpositionFormatWriter writer = formats.findWriter(accept);
            writer.write(out, registry.scrape());
            return writer.getContentType();
        };
    }

    static PageServer.Library micrometer() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<MeterBinder> binders = List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new JvmInfoMetrics(),
                new ClassLoaderMetrics(), new ProcessorMetrics(), new UptimeMetrics(), new FileDescriptorMetrics());
        binders.forEach(binder -> binder.bindTo(registry));
        Timer checkouts = Timer.builder("shop.checkout").publishPercentileHistogram().register(registry);
        Timer payments = Timer.builder("shop.payment").description("Payments.").tag("bank", "first")
                .publishPercentiles(0.5, 0.99).register(registry);
        SECONDS.forEach(seconds -> {
            Duration duration = Duration.ofMillis((long) (seconds * 1000));
            checkouts.record(duration);
            payments.record(duration);
        });
        DistributionSummary.builder("shop.basket").baseUnit("articles").serviceLevelObjectives(1, 10, 100)
                .register(registry).record(3);
        registry.counter("shop.requests", "outcome", "served").increment();
        Gauge.builder("shop.queue", () -> 12).baseUnit("bytes").register(registry);
        LongTaskTimer.builder("shop.stocktaking").register(registry).start();
        return (accept, out) -> {
            String type = accept.contains("openmetrics")
                    ? OpenMetricsTextFormatWriter.CONTENT_TYPE
                    : PrometheusTextFormatWriter.CONTENT_TYPE;
            registry.scrape(out, type);
            return type;
        };
    }
}
