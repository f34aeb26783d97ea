package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.jobtide.e2e.Prometheus.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Prometheus servers scrape names beyond the classic alphabet, under each escaping and in each format. */
final class OddNamesScrapeTest {
    private static final String FLAG = "--push.enable-utf8-names";
    private static final String PUSH = """
            # HELP "batch.rows.total" Rows by outcome.
            # TYPE "batch.rows.total" counter
            {"batch.rows.total","service.name"="reader"} 12
            # TYPE "batch.wait.seconds" summary
            {"batch.wait.seconds",quantile="0.5"} 0.5
            {"batch.wait.seconds_sum"} 2.75
            {"batch.wait.seconds_count"} 3
            # TYPE "batch.run.seconds" histogram
            {"batch.run.seconds_bucket",le="1"} 2
            {"batch.run.seconds_bucket",le="+Inf"} 4
            {"batch.run.seconds_sum"} 55.5
            {"batch.run.seconds_count"} 4
            # TYPE batch_plain gauge
            batch_plain 7
            """;

    /** The newest asks for an escaping only in the clauses of text and OpenMetrics, Debian 12's in none. */
    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({Prometheus.NEWEST + ",TEXT,allow-utf-8", Prometheus.NEWEST + ",TEXT,underscores",
            Prometheus.NEWEST + ",TEXT,dots", Prometheus.NEWEST + ",TEXT,values",
            Prometheus.NEWEST + ",PROTOBUF,underscores", Prometheus.DEBIAN_12 + ",TEXT,underscores",
            Prometheus.DEBIAN_12 + ",PROTOBUF,underscores"})
    void aPrometheusHoldsThemAsItAsksForThem(String peer, Format format, String escaping) {
        boolean asksForEscaping = peer.equals(Prometheus.NEWEST) && format == Format.TEXT;
        String scheme = escaping.equals(asksForEscaping ? "allow-utf-8" : "underscores")
                ? ""
                : "    metric_name_escaping_scheme: " + escaping + "\n";
        check(peer, format, scheme, escaping);
    }

    /** There a counter's name ends in {@code _total} under every escaping. */
    @ParameterizedTest
    @ValueSource(strings = {"allow-utf-8", "underscores", "dots", "values"})
    void soItDoesByOpenMetrics(String escaping) {
        try (ServerProcess gateway = JobtideGateway.start(FLAG, "--web.enable-openmetrics");
                ScrapeRelay relay = ScrapeRelay.before(gateway);
                Prometheus prometheus = Prometheus.start(Prometheus.NEWEST,
                        "    metric_name_escaping_scheme: " + escaping + "\n", relay.port())) {
            RealPrometheusTest.push(gateway, "/metrics/job/nightly/cost.center/42", PUSH);

            List<Sample> scraped = prometheus.await("{job=\"nightly\"}", found -> found.size() == 11);

            List<Sample> pushed = Sample.all(page(gateway, escaping).pushed()).stream()
                    .map(OddNamesScrapeTest::renamed).toList();
            assertThat(withoutTimes(scraped)).containsExactlyInAnyOrderElementsOf(pushed).hasSize(9);
            assertThat(relay.contentTypes()).isNotEmpty()
                    .allMatch(type -> type.startsWith("application/openmetrics-text; version=1.0.0;")
                            && type.endsWith("; escaping=" + escaping));
        }
    }

    private static Sample renamed(Sample sample) {
        var labels = new TreeMap<>(sample.labels());
        labels.computeIfPresent("__name__", (_, name) -> name.contains("rows") && !name.endsWith("_total")
                ? name + "_total"
                : name);
        return new Sample(labels, sample.value());
    }

    private static void check(String peer, Format format, String scheme, String escaping) {
        try (ServerProcess gateway = JobtideGateway.start(FLAG);
                ScrapeRelay relay = ScrapeRelay.before(gateway);
                Prometheus prometheus = scheme.isEmpty()
                        ? Prometheus.start(peer, format, relay.port())
                        : Prometheus.start(peer, scheme, relay.port())) {
            RealPrometheusTest.push(gateway, "/metrics/job/nightly/cost.center/42", PUSH);
            List<Sample> pushed = Sample.all(page(gateway, escaping).pushed());

            List<Sample> scraped = prometheus.await("{job=\"nightly\"}", found -> found.size() == pushed.size() + 2);

            assertThat(withoutTimes(scraped)).containsExactlyInAnyOrderElementsOf(pushed).hasSize(9);
            assertThat(relay.contentTypes()).isNotEmpty()
                    .allMatch(type -> type.endsWith("; escaping=" + escaping));
            assertThat(prometheus.query("up{job=\"jobtide\"} == 1")).hasSize(1);
            assertThat(names(scraped)).contains(switch (escaping) {
                case "allow-utf-8" -> "batch.rows.total";
                case "underscores" -> "batch_rows_total";
                case "dots" -> "batch_dot_rows_dot_total";
                default -> "U__batch_2e_rows_2e_total";
            });
        }
    }

    private static List<Sample> withoutTimes(List<Sample> samples) {
        return samples.stream().filter(sample -> !Page.isOwn(sample.labels().getOrDefault("__name__", ""))).toList();
    }

    private static Set<String> names(List<Sample> samples) {
        return samples.stream().map(sample -> sample.labels().getOrDefault("__name__", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Page page(ServerProcess gateway, String escaping) {
        return Page.parse(gateway.exchange(Request.of("GET", "/metrics").with("Accept",
                "text/plain;version=0.0.4;escaping=" + escaping)).text());
    }

    /** Every character of ASCII but NUL, and some others, in names of metrics and of labels. */
    @Test
    void aPrometheusReadsEveryCharacterThatIsTaken() {
        List<String> characters = Stream.concat(IntStream.range(1, 128).mapToObj(Character::toString),
                Stream.of("é", "日", "\u0085", "\u2028", "\ufeff", "\uffff", "😀")).toList();
        StringBuilder body = new StringBuilder();
        Set<String> wanted = new TreeSet<>();
        for (int i = 0; i < characters.size(); i++) {
            String name = "n" + i + characters.get(i) + "z";
            String label = "l" + i + characters.get(i) + "z";
            body.append("{\"").append(quotable(name)).append("\",\"").append(quotable(label)).append("\"=\"v\"} 1\n");
            wanted.add(name + " " + label);
        }
        try (ServerProcess gateway = JobtideGateway.start(FLAG);
                Prometheus prometheus = Prometheus.start(Prometheus.NEWEST, Format.TEXT, gateway.port())) {
            Answer answer = gateway.exchange(Request.of("PUT", "/metrics/job/nightly")
                    .with(ByteString.copyFromUtf8(body.toString())));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);

            List<Sample> scraped = prometheus.await("{job=\"nightly\"}",
                    found -> found.size() == characters.size() + 2);

            assertThat(withoutTimes(scraped).stream().map(sample -> sample.labels().get("__name__") + " "
                    + sample.labels().keySet().stream().filter(label -> label.startsWith("l")).findFirst().orElse("-")))
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @Test
    void theNamesAreThereAfterARestartWithoutTheFlag() {
        Path folder = Workspace.newFolder("jobtide");
        try (ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "", FLAG)) {
            RealPrometheusTest.push(gateway, "/metrics/job/nightly/cost.center/42", PUSH);
            List<String> before = page(gateway, "allow-utf-8").pushed();
            List<String> spelled = page(gateway, "underscores").pushed();
            gateway.kill();

            try (ServerProcess again = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
                assertThat(page(again, "allow-utf-8").pushed()).isEqualTo(before).isNotEmpty();
                assertThat(page(again, "underscores").pushed()).isEqualTo(spelled);
                assertThat(again.exchange(Request.of("PUT", "/metrics/job/nightly/cost.center/42", PUSH)).status())
                        .isEqualTo(400);
                assertThat(again.exchange(Request.of("PUT", "/metrics/job/x", "batch_rows_total 1\n")).text())
                        .contains("collides with \"batch.rows.total\"");
                Health.check(again, "restart", "without the flag");
                assertThat(again.exchange(Request.of("DELETE", "/metrics/job/nightly/cost.center/41")).status())
                        .as("no such group").isEqualTo(400);
                assertThat(again.exchange(Request.of("DELETE", "/metrics/job/nightly/cost.center/42")).status())
                        .isEqualTo(202);
                assertThat(page(again, "underscores").pushed()).noneMatch(line -> line.contains("batch"));
            }
        }
    }

    private static String quotable(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
