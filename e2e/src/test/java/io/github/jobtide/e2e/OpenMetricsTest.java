package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.jobtide.testing.Seeds;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenMetrics out, where it is switched on, as strict readers take it; and in, as a client writes it. */
final class OpenMetricsTest {
    private static final String FLAG = "--web.enable-openmetrics";
    private static final String VERSION_1 = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    @Test
    void withoutTheFlagNobodyGetsIt() {
        try (ServerProcess gateway = JobtideGateway.start()) {
            assertThat(openMetrics(gateway).header("Content-Type")).get().asString().startsWith("text/plain;");
        }
    }

    /** Every sample of the text page is on that in OpenMetrics, and on that only what is allowed there. */
    @Test
    void aStrictReaderTakesWholePagesOfRandomPushes() {
        try (ServerProcess gateway = JobtideGateway.start(FLAG)) {
            Seeds.each(20, seed -> {
                gateway.exchange(Request.of("PUT", "/metrics/job/a", ManyFamilies.from(seed)));
                gateway.exchange(Request.of("PUT", "/metrics/job/b/instance/i", ManyFamilies.from(seed + 1_000_000)));
                List<String> text = Page.parse(gateway.exchange(Request.of("GET", "/metrics")).text()).pushed();

                List<List<Object>> read = readByPython(openMetrics(gateway));

                assertThat(read.stream().map(sample -> sample(sample, counters(text)))
                        .filter(sample -> !Page.isOwn(sample.labels().getOrDefault("__name__", ""))))
                        .containsExactlyInAnyOrderElementsOf(Sample.all(text));
                assertThat(read).anyMatch(sample -> sample.get(1).equals("push_time_seconds"))
                        .anyMatch(sample -> sample.get(1).equals("pushgateway_http_requests_total")
                                && sample.getFirst().equals("counter"));
            });
        }
    }

    @Test
    void theStrictReaderRefusesWhatIsWrong() throws IOException {
        assertThat(python("# TYPE a counter\na_total 1\n# TYPE a_created gauge\na_created 1\n# EOF\n").status())
                .isEqualTo(1);
        assertThat(python("a 1\n").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {Prometheus.NEWEST, Prometheus.DEBIAN_12})
    void aPrometheusThatGetsItHoldsWhatWasPushed(String peer) {
        try (ServerProcess gateway = JobtideGateway.start(FLAG);
                ScrapeRelay relay = ScrapeRelay.before(gateway);
                Prometheus prometheus = Prometheus.start(peer, Prometheus.Format.TEXT, relay.port())) {
            String body = RealPrometheusTest.PUSH + "# TYPE batch_errors counter\nbatch_errors 3\n"
                    + "# TYPE batch_run_seconds_created gauge\nbatch_run_seconds_created 1.5e9\n";
            RealPrometheusTest.push(gateway, "/metrics/job/nightly", body);
            List<Sample> pushed = renamed(
                    Page.parse(gateway.exchange(Request.of("GET", "/metrics")).text()).pushed());

            List<Sample> scraped = prometheus.await("{job=\"nightly\",__name__=~\"batch_.*\"}",
                    found -> found.size() == pushed.size());

            assertThat(scraped).containsExactlyInAnyOrderElementsOf(pushed).hasSize(17);
            assertThat(relay.contentTypes()).isNotEmpty()
                    .allMatch(type -> type.startsWith("application/openmetrics-text; version=1.0.0;"));
            assertThat(prometheus.query("up{job=\"jobtide\"} == 1")).hasSize(1);
        }
    }

    /** The same metrics, once by OpenMetrics and once by protobuf as that client usually pushes them. */
    @Test
    void whatClientJavaWritesComesToTheSamePageAsItsProtobuf() throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        Counter rows = Counter.builder().name("rows_total").help("Rows \"read\".").labelNames("a").register(registry);
        rows.labelValues("odd \"quoted\" \\ line\nfeed").incWithExemplar(2,
                io.prometheus.metrics.model.snapshots.Labels.of("trace_id", "x"));
        Gauge.builder().name("size").register(registry).set(-1.5);
        Info.builder().name("build_info").labelNames("version").register(registry).setLabelValues("1.2");
        StateSet.builder().name("phase").states("load", "store").register(registry).setTrue("store");
        Summary.builder().name("wait").quantile(0.5).register(registry).observe(3);
        Histogram.builder().name("run").classicOnly().classicUpperBounds(1, 2.5).register(registry).observe(2);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(body, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);

        try (ServerProcess gateway = JobtideGateway.start(); ServerProcess other = JobtideGateway.start()) {
            Answer answer = gateway.exchange(Request.of("PUT", "/metrics/job/j").with("Content-Type", VERSION_1)
                    .with(ByteString.copyFrom(body.toByteArray())));
            ClientJava.push(registry, other, "j");

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(GatewayState.of(gateway).page()).isEqualTo(GatewayState.of(other).page())
                    .contains("# TYPE rows_total counter", "run_bucket{instance=\"\",job=\"j\",le=\"2.5\"} 1");
        }
    }

    private static Answer openMetrics(ServerProcess gateway) {
        return gateway
                .exchange(Request.of("GET", "/metrics").with("Accept", "application/openmetrics-text;version=1.0.0"));
    }

    private static List<List<Object>> readByPython(Answer page) {
        assertThat(page.header("Content-Type")).contains(VERSION_1 + "; escaping=underscores");
        Command.Result read = python(page.text());
        assertThat(read.status()).as("%s\n%s", read.output(), page.text()).isZero();
        return read.output().lines().map(line -> Json.list(Json.read(line))).toList();
    }

    private static Command.Result python(String page) {
        try {
            Path file = Files.writeString(Workspace.newFolder("openmetrics").resolve("page.om"), page);
            Path script = Workspace.root().resolve("e2e/src/test/clients/python/openmetrics.py");
            return Command.run(Duration.ofSeconds(60),
                    List.of("/usr/bin/python3", script.toString(), file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sample that was read, under the name that it has in text; there {@code _total} may not stand. */
    private static Sample sample(List<Object> read, Set<String> counters) {
        Map<String, String> labels = new TreeMap<>();
        Json.object(read.get(2)).forEach((name, value) -> labels.put(name, value.toString()));
        String name = read.get(1).toString();
        boolean renamed = read.getFirst().equals("counter") && name.endsWith("_total") && !counters.contains(name);
        labels.put("__name__", renamed ? name.substring(0, name.length() - "_total".length()) : name);
        return Sample.of(labels, read.get(3).toString().replace("inf", "Infinity").replace("nan", "NaN"));
    }

    private static Set<String> counters(List<String> page) {
        return page.stream().filter(line -> line.startsWith("# TYPE ") && line.endsWith(" counter"))
                .map(line -> line.split(" ")[2]).collect(Collectors.toSet());
    }

    /** The samples of a text page under the names that counters have in OpenMetrics. */
    private static List<Sample> renamed(List<String> page) {
        Set<String> counters = counters(page);
        return Sample.all(page).stream().map(sample -> {
            var labels = new TreeMap<>(sample.labels());
            labels.computeIfPresent("__name__", (_, name) -> counters.contains(name) && !name.endsWith("_total")
                    ? name + "_total"
                    : name);
            return new Sample(labels, sample.value());
        }).toList();
    }
}
