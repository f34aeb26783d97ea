package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.jobtide.e2e.PushClient.Label;
import io.github.jobtide.e2e.PushClient.Step;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code --lint}, by the real process, with real clients: what is right is taken, what is wrong is told or refused. */
@TestInstance(Lifecycle.PER_CLASS)
final class LintInGatewayTest {
    private static final String RESULTS = "jobtide_gateway_linted_pushes_total";
    /** The page of the group that has the job nightly and no other label. */
    private static final String NIGHTLY = "/?group=" + Base64.getUrlEncoder().withoutPadding()
            .encodeToString("job\u00ffnightly".getBytes(StandardCharsets.ISO_8859_1));
    private static final String SECRET = "hunter2";
    private static final String BUCKETS = """
            # HELP client_run_seconds Runs.
            # TYPE client_run_seconds histogram
            client_run_seconds_bucket{le="1"} 20
            client_run_seconds_bucket{le="5"} 8
            client_run_seconds_bucket{le="+Inf"} 20
            client_run_seconds_sum 9
            client_run_seconds_count 20
            """;

    private final SharedGateway warning = new SharedGateway(Target.JOBTIDE, "", "--lint=warn");
    private final SharedGateway enforcing = new SharedGateway(Target.JOBTIDE, "", "--lint=enforce");

    @AfterAll
    void stop() {
        warning.close();
        enforcing.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(Arguments.of("curl", ProgramClient.curl()),
                Arguments.of("Python's prometheus_client", ProgramClient.python()),
                Arguments.of("Node's prom-client", ProgramClient.node()),
                Arguments.of("Go's client_golang, protobuf", ProgramClient.go("protobuf")),
                Arguments.of("Go's client_golang, text", ProgramClient.go("text")),
                Arguments.of("client_java, protobuf", new ClientJava(Format.PROMETHEUS_PROTOBUF)),
                Arguments.of("client_java, text", new ClientJava(Format.PROMETHEUS_TEXT)),
                Arguments.of("simpleclient", new Simpleclient()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void whatAClientMakesOfGoodMetricsHasNoErrors(String name, PushClient client) {
        ServerProcess gateway = enforcing.empty();
        Map<String, Double> before = results(gateway);
        List<Label> grouping = List.of(new Label("instance", "host-1"));

        for (Step step : List.of(Step.PUT, Step.ADD, Step.REPLACE, Step.DELETE)) {
            assertThat(client.does(step, gateway, "nightly", grouping)).as("%s is taken", step).isTrue();
        }

        Map<String, Double> after = results(gateway);
        for (String bad : List.of("error", "failed", "skipped")) {
            assertThat(after.get(bad)).as(bad).isEqualTo(before.get(bad));
        }
        assertThat(total(after) - total(before)).as("pushes that were looked at").isEqualTo(3);
    }

    static Stream<Arguments> programs() {
        return clients().filter(client -> client.get()[1] instanceof ProgramClient);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aSecretInALabelIsRefusedAndNothingOfItStaysOrIsToldAndStored(String name, ProgramClient client) {
        ServerProcess enforced = enforcing.empty();
        assertThat(client.does("secret", enforced, "nightly", List.of())).as("enforce takes it").isFalse();
        assertThat(Groups.of(enforced, "")).isEmpty();
        assertThat(page(enforced)).doesNotContain(SECRET).contains("reason=\"lint\"} ");
        assertThat(enforced.output()).contains("reason=lint").doesNotContain(SECRET);

        ServerProcess warned = warning.empty();
        double before = value(warned, "jobtide_gateway_lint_findings_total{rule=\"JT503\"}");
        assertThat(client.does("secret", warned, "nightly", List.of())).as("warn takes it").isTrue();
        assertThat(Groups.of(warned, "")).hasSize(1);
        assertThat(value(warned, "jobtide_gateway_lint_findings_total{rule=\"JT503\"}")).isEqualTo(before + 1);
    }

    @Test
    void clientJavaTellsItsCallerOfARefusal() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Gauge.builder().name("client_open").help("Whether it is open.").labelNames("url").register(registry)
                .labelValues("https://jobs:hunter2hunter2@db.example.com").set(1);
        ServerProcess gateway = enforcing.empty();

        assertThatThrownBy(() -> ClientJava.push(registry, gateway, "nightly")).cause()
                .hasMessageContaining("400").hasMessageContaining("JT503").hasMessageNotContaining(SECRET);

        assertThat(Groups.of(gateway, "")).isEmpty();
        ClientJava.push(registry, warning.empty(), "nightly");
    }

    @Test
    void curlShowsWhereItIsWrong() {
        ServerProcess gateway = enforcing.empty();
        Curl.Result refused = Curl.run(gateway.uri("/metrics/job/nightly").toString(), "--data-binary", BUCKETS);

        assertThat(refused.answer()).isEqualTo(400);
        assertThat(refused.body().lines().skip(1)).anySatisfy(
                line -> assertThat(line)
                        .matches("line 4, column \\d+: error JT602 client_run_seconds_bucket\\{le=\"5\"}: .*"));
        assertThat(Groups.of(gateway, "")).isEmpty();
        assertThat(value(gateway, "jobtide_gateway_rejected_pushes_total{reason=\"lint\"}")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void warnStoresItAndTellsByHeaderAndPage() {
        ServerProcess gateway = warning.empty();

        Answer answer = gateway.exchange(Request.of("PUT", "/metrics/job/nightly", BUCKETS));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().isEmpty()).isTrue();
        assertThat(answer.header("Jobtide-Lint").orElse("")).startsWith("1 error, 0 warnings; JT602 error line 4 ");
        assertThat(value(gateway, "client_run_seconds_count{instance=\"\",job=\"nightly\"}")).isEqualTo(20);
        assertThat(gateway.exchange(Request.of("GET", NIGHTLY)).text()).contains("JT602");
    }

    @Test
    void offTellsAndKnowsNothing() {
        try (ServerProcess gateway = JobtideGateway.start()) {
            Answer answer = gateway.exchange(Request.of("PUT", "/metrics/job/nightly", BUCKETS));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Jobtide-Lint")).isEmpty();
            assertThat(page(gateway)).doesNotContain("_lint");
            assertThat(gateway.exchange(Request.of("GET", NIGHTLY)).text())
                    .contains("client_run_seconds").doesNotContain("JT602");
        }
    }

    @Test
    void whatTheWrapperAndTheExamplesJobPushHasNothingWrong() {
        ServerProcess gateway = enforcing.empty();
        Map<String, Double> before = results(gateway);
        Wrapped wrapped = Wrapped.inNewHome().with("JOBTIDE_GATEWAY", gateway.uri("").toString());

        String untilItsStartIsTold = """
                for i in $(seq 300); do
                    curl -s %s | grep -q '^jobtide_running{.*job="nightly".* 1$' && exit
                    sleep 0.1
                done
                exit 9""".formatted(gateway.uri("/metrics"));
        assertThat(wrapped.run("--job", "nightly", "--", "sh", "-c", untilItsStartIsTold).status()).isZero();
        assertThat(wrapped.run("--job", "nightly", "--", "false").status()).isEqualTo(1);
        String count = Workspace.root().resolve("examples/msisdn-stock/count.sh").toString();
        assertThat(wrapped.run("--job", "msisdn_stock_monitor", "--", "sh", count).status()).isZero();

        Map<String, Double> after = results(gateway);
        assertThat(total(after) - total(before)).as("pushes that were looked at").isGreaterThanOrEqualTo(4);
        for (String bad : List.of("error", "warning", "failed", "skipped")) {
            assertThat(after.get(bad)).as(bad).isEqualTo(before.get(bad));
        }
        assertThat(Groups.of(gateway, "")).hasSize(2);
    }

    @Test
    void whateverIsPushedTheHeaderIsOneShortCleanLine() {
        ServerProcess gateway = warning.empty();
        String many = IntStream.range(0, 3000)
                .mapToObj(
                        i -> "# HELP m%d_total \u202e;\r%d\n# TYPE m%d_total counter\nm%d_total{l=\"\\n\u20ac;\r\"} -1\n"
                                .formatted(i, i, i, i))
                .collect(Collectors.joining());
        byte[] request = Request.of("PUT", "/metrics/job/nightly").with(ByteString.copyFromUtf8(many))
                .bytes(gateway.port());

        String answer = new String(RawHttp.received(gateway.port(), request), StandardCharsets.ISO_8859_1);

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
        List<String> told = answer.lines().filter(line -> line.toLowerCase(Locale.ROOT)
                .startsWith("jobtide-lint: ")).toList();
        assertThat(told).hasSize(1).allSatisfy(
                line -> assertThat(line).matches("[ -~]+").hasSizeLessThan(1100).contains(": 500 or more errors, "));
        assertThat(value(gateway, "m2999_total{instance=\"\",job=\"nightly\",l=\"\\n\u20ac;\r\"}")).isEqualTo(-1);
    }

    private static Map<String, Double> results(ServerProcess gateway) {
        Map<String, Double> results = new TreeMap<>();
        page(gateway).lines().filter(line -> line.startsWith(RESULTS + "{"))
                .forEach(line -> results.put(line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ')))));
        return results;
    }

    private static double total(Map<String, Double> results) {
        return results.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double value(ServerProcess gateway, String series) {
        return Stream.of(page(gateway).split("\n")).filter(line -> line.startsWith(series + " ")).findFirst()
                .map(line -> Double.parseDouble(line.substring(series.length() + 1))).orElse(Double.NaN);
    }

    private static String page(ServerProcess gateway) {
        return gateway.exchange(Request.of("GET", "/metrics")).text();
    }
}
