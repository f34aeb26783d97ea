package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.e2e.Prometheus.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Prometheus servers scrape Jobtide, and hold what was pushed. */
final class RealPrometheusTest {
    static final String PUSH = """
            # HELP batch_rows_total Rows by outcome.
            # TYPE batch_rows_total counter
            batch_rows_total{outcome="read"} 12
            batch_rows_total{outcome="odd \\"quoted\\" \\\\ line\\nfeed \u00e4\u20ac"} 0.5
            # HELP batch_last_success_timestamp_seconds When it last succeeded.
            # TYPE batch_last_success_timestamp_seconds gauge
            batch_last_success_timestamp_seconds 1.5e9
            # HELP batch_limit The limit.
            # TYPE batch_limit gauge
            batch_limit +Inf
            # HELP batch_wait_seconds Waits.
            # TYPE batch_wait_seconds summary
            batch_wait_seconds{quantile="0.5"} 0.5
            batch_wait_seconds{quantile="0.99"} 2
            batch_wait_seconds_sum 2.75
            batch_wait_seconds_count 3
            # HELP batch_run_seconds Runs.
            # TYPE batch_run_seconds histogram
            batch_run_seconds_bucket{le="0.1"} 1
            batch_run_seconds_bucket{le="1"} 2
            batch_run_seconds_bucket{le="10"} 3
            batch_run_seconds_bucket{le="+Inf"} 4
            batch_run_seconds_sum 55.55
            batch_run_seconds_count 4
            # HELP batch_plain Without a type.
            # TYPE batch_plain untyped
            batch_plain 7
            """;

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({Prometheus.NEWEST + ",TEXT,text/plain", Prometheus.NEWEST + ",PROTOBUF,application/vnd.google.protobuf",
            Prometheus.DEBIAN_12 + ",TEXT,text/plain",
            Prometheus.DEBIAN_12 + ",PROTOBUF,application/vnd.google.protobuf"})
    void aPrometheusHoldsWhatWasPushedUnderTheJobThatPushedIt(String peer, Format format, String contentType) {
        try (ServerProcess gateway = JobtideGateway.start();
                ScrapeRelay relay = ScrapeRelay.before(gateway);
                Prometheus prometheus = Prometheus.start(peer, format, relay.port())) {
            push(gateway, "/metrics/job/nightly", PUSH);
            push(gateway, "/metrics/job/nightly/instance/host-1/region@base64/ZXUvd2VzdA", PUSH);
            List<Sample> pushed = Sample
                    .all(Page.parse(gateway.exchange(Request.of("GET", "/metrics")).text()).pushed());

            List<Sample> scraped = prometheus.await("{job=\"nightly\",__name__=~\"batch_.*\"}",
                    found -> found.size() == pushed.size());

            assertThat(scraped).containsExactlyInAnyOrderElementsOf(pushed).hasSize(30);
            assertThat(relay.contentTypes()).isNotEmpty().allMatch(type -> type.startsWith(contentType + ";"));
            assertThat(prometheus.query("up")).containsExactly(
                    sample(1, "__name__", "up", "instance", "127.0.0.1:" + relay.port(), "job", "jobtide"));
            assertThat(prometheus.query("{exported_job!=\"\"}")).isEmpty();
            assertThat(prometheus.query("time() - push_time_seconds{job=\"nightly\"}")).hasSize(2)
                    .allMatch(age -> age.value() > -1 && age.value() < 60);
            assertThat(prometheus.query(
                    "histogram_quantile(0.5, sum by (le, job) (batch_run_seconds_bucket{job=\"nightly\"}))"))
                    .containsExactly(sample(1, "job", "nightly"));
            assertThat(List.of(prometheus.type("batch_rows_total"), prometheus.type("batch_run_seconds"),
                    prometheus.type("batch_wait_seconds"), prometheus.type("batch_limit")))
                    .containsExactly("counter", "histogram", "summary", "gauge");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Prometheus.NEWEST, Prometheus.DEBIAN_12})
    void promtoolFindsNothingToSayAboutThePage(String peer) throws IOException {
        try (ServerProcess gateway = JobtideGateway.start()) {
            push(gateway, "/metrics/job/nightly", PUSH);
            String page = gateway.exchange(Request.of("GET", "/metrics")).text();

            Command.Result verdict = promtool(peer, page);

            assertThat(verdict).isEqualTo(new Command.Result(0, ""));
        }
    }

    @Test
    void promtoolRefusesAPageThatIsBroken() throws IOException {
        assertThat(promtool(Prometheus.NEWEST, "# TYPE a gauge\na 1\na 1").status()).isEqualTo(1);
    }

    private static Command.Result promtool(String peer, String page) throws IOException {
        Path file = Files.writeString(Workspace.newFolder("promtool").resolve("page.prom"), page);
        return Command.run(Duration.ofSeconds(30), List.of("bash", "-c", "exec \"$0\" check metrics < \"$1\"",
                Workspace.peer(peer, "promtool").toString(), file.toString()));
    }

    static void push(ServerProcess gateway, String path, String body) {
        assertThat(gateway.exchange(Request.of("PUT", path, body)).status()).as("PUT %s", path).isEqualTo(200);
    }

    private static Sample sample(double value, String... labels) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            pairs.put(labels[i], labels[i + 1]);
        }
        return Sample.of(pairs, String.valueOf(value));
    }
}
