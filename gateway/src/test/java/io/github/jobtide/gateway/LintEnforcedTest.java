package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.ProtobufWriter;
import io.github.jobtide.lint.LintMode;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code --lint=enforce} refuses, and how. */
class LintEnforcedTest {
    private static final String FIRST_LINE = "lint found 1 error, 0 warnings; this gateway refuses pushes with errors "
            + "(--lint=enforce), and nothing of this one was stored\n";
    private static final String NEGATIVE_LINE = "error JT301 backup_files_total: the counter is below zero; "
            + "count up from 0, or write # TYPE backup_files_total gauge if it may fall\n";
    private static final String NEGATIVE = """
            # HELP backup_files_total Files that were backed up.
            # TYPE backup_files_total counter
            backup_files_total -1
            """;

    private final RunningGateway running = RunningGateway.start(GatewayConfig.DEFAULT.withLint(LintMode.ENFORCE)
            .withWeb(WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0))));
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aPushWithErrorsIsRefusedWithThemAndLeavesNothing() {
        var answer = client.ask("PUT", "/metrics/job/a", "", NEGATIVE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo(FIRST_LINE
                + "line 3, column 20: " + NEGATIVE_LINE);
        assertThat(running.value("jobtide_gateway_rejected_pushes_total{reason=\"lint\"}")).isEqualTo("1");
        assertThat(running.value("jobtide_gateway_lint_findings_total{rule=\"JT301\"}")).isEqualTo("1");
        assertThat(running.value("jobtide_gateway_groups")).isEqualTo("0");
        assertThat(client.ask("GET", "/metrics").body()).doesNotContain("push_failure_time_seconds{");
    }

    @Test
    void whatTheGroupHeldBeforeStays() {
        client.ask("PUT", "/metrics/job/a", "", NEGATIVE.replace("-1", "7"));

        assertThat(client.ask("PUT", "/metrics/job/a", "", NEGATIVE).status()).isEqualTo(400);

        assertThat(running.value("backup_files_total{instance=\"\",job=\"a\"}")).isEqualTo("7");
    }

    @Test
    void warningsAreStoredAndTold() {
        var answer = client.ask("PUT", "/metrics/job/a", "", "backup_files 1\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("jobtide-lint")).startsWith("0 errors, 2 warnings; JT101 warning line 1 ");
    }

    @Test
    void whatCameAsProtobufIsRefusedWithoutLines() {
        var body = new ByteArrayOutputStream();
        ProtobufWriter.write(new MetricFamily("backup_files_total", MetricType.COUNTER, "Files that were backed up.",
                List.of(Metric.of(-1))), body);

        var answer = client.ask("PUT", "/metrics/job/a", "Content-Type: application/vnd.google.protobuf; "
                + "encoding=delimited; proto=io.prometheus.client.MetricFamily\r\n", body.toByteArray());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(FIRST_LINE + NEGATIVE_LINE);
    }

    @Test
    void whatIsMalformedIsRefusedAsEver() {
        var answer = client.ask("POST", "/metrics/job/a", "", "m one\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("text format parsing error in line 1: expected float as value, got \"one\"\n");
        assertThat(running.value("jobtide_gateway_rejected_pushes_total{reason=\"parse\"}")).isEqualTo("1");
        assertThat(running.value("jobtide_gateway_rejected_pushes_total{reason=\"lint\"}")).isEqualTo("0");
    }

    @Test
    void aLargeBodyIsJudgedAsASmallOneIs() {
        String rest = "# " + "x".repeat(100_000) + "\n";
        assertThat(client.ask("PUT", "/metrics/job/a", "", NEGATIVE + rest).body())
                .isEqualTo(FIRST_LINE + "line 3, column 20: " + NEGATIVE_LINE);
        assertThat(client.ask("PUT", "/metrics/job/a", "", NEGATIVE + rest + "m one\n").body())
                .isEqualTo("text format parsing error in line 5: expected float as value, got \"one\"\n");
    }

    @Test
    void whoDoesNotWaitIsRefusedToo() {
        try (RunningGateway unchecked = RunningGateway.start(GatewayConfig.DEFAULT.withLint(LintMode.ENFORCE)
                .withConsistencyCheck(false)
                .withWeb(WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0))))) {
            assertThat(unchecked.client.ask("PUT", "/metrics/job/a", "", NEGATIVE).status()).isEqualTo(400);
        }
    }

    @Test
    void ofManyErrorsAFewAreToldEachOnOneLine() {
        String many = IntStream.range(0, 2000)
                .mapToObj(i -> "# TYPE m%d_total counter\nm%d_total{l=\"\\n\u202e%s\"} -1\n".formatted(i, i,
                        "y".repeat(20)))
                .collect(Collectors.joining());

        var answer = client.ask("PUT", "/metrics/job/a", "", many);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().lines()).hasSize(22).last().asString().matches("and \\d+ more");
        assertThat(answer.body().lines().skip(1).limit(20))
                .allMatch(line -> line.matches("line \\d+, column \\d+: error JT301 .*"));
        assertThat(answer.body()).doesNotContain("\u202e", "\r");
    }

    @Test
    void aSecretIsInNeitherTheAnswerNorTheLog() {
        try (LogCapture log = new LogCapture()) {
            var answer = client.ask("PUT", "/metrics/job/a", "",
                    "# HELP a_b It.\n# TYPE a_b gauge\na_b{l=\"password=hunter2secret\"} 1\n");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("JT503").doesNotContain("hunter2secret");
            client.ask("GET", "/-/healthy"); // behind the refusal, which is logged when it has been answered
            assertThat(log.text()).contains("reason=lint: lint found 1 error").doesNotContain("hunter2secret", "JT503");
        }
    }
}
