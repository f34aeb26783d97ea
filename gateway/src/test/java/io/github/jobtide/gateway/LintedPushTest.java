package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.ProtobufWriter;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.lint.LintMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code --lint=warn} tells of a push that is stored as ever. */
class LintedPushTest {
    private static final String PROTOBUF = "Content-Type: application/vnd.google.protobuf; encoding=delimited; "
            + "proto=io.prometheus.client.MetricFamily\r\n";
    private static final String CLEAN = """
            # HELP backup_last_success_timestamp_seconds When the backup last succeeded.
            # TYPE backup_last_success_timestamp_seconds gauge
            backup_last_success_timestamp_seconds 1.7e9
            """;
    private static final String NEGATIVE = CLEAN + """
            # HELP backup_files_total Files that were backed up.
            # TYPE backup_files_total counter
            backup_files_total -1
            """;

    private final RunningGateway running = start(GatewayConfig.DEFAULT.withLint(LintMode.WARN));
    private final RawClient client = running.client;

    private static RunningGateway start(GatewayConfig config) {
        return RunningGateway.start(config.withWeb(
                WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0)).withAdminApi(true))
                .withBounds(GatewayBounds.forHeap(256 << 20)));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whatIsFoundIsToldAndCountedAndThePushIsStored() {
        var answer = client.ask("PUT", "/metrics/job/a", "", NEGATIVE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("jobtide-lint"))
                .isEqualTo("1 error, 0 warnings; JT301 error line 6 backup_files_total: the counter is below zero");
        assertThat(running.value("backup_files_total{instance=\"\",job=\"a\"}")).isEqualTo("-1");
        assertThat(findings("JT301")).isEqualTo("1");
        assertThat(pushes("error")).isEqualTo("1");
    }

    @Test
    void aPushInWhichNothingIsFoundIsToldNothing() {
        var answer = client.ask("PUT", "/metrics/job/a", "", CLEAN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("jobtide-lint");
        assertThat(pushes("clean")).isEqualTo("1");
    }

    @Test
    void remarksAreCountedAndShownAndNotTold() {
        var answer = client.ask("PUT", "/metrics/job/a", "",
                "# HELP backup_files Files that are there.\n# TYPE backup_files gauge\nbackup_files 1\n");

        assertThat(answer.headers()).doesNotContainKey("jobtide-lint");
        assertThat(findings("JT704")).isEqualTo("1");
        assertThat(pushes("info")).isEqualTo("1");
        assertThat(page("a")).contains("<span class=\"severity info\">info</span> JT704");
    }

    @Test
    void textThatDiffersByItsValuesAloneIsLookedAtEachTime() {
        String text = NEGATIVE.replace("-1", "1");
        for (int i = 0; i < 3; i++) {
            assertThat(client.ask("POST", "/metrics/job/a", "", text).headers()).doesNotContainKey("jobtide-lint");
        }

        assertThat(client.ask("POST", "/metrics/job/a", "", NEGATIVE).header("jobtide-lint")).contains("JT301");
        assertThat(pushes("clean")).isEqualTo("3");
    }

    @Test
    void whatAddsIsLookedAt() {
        var answer = client.ask("POST", "/api/v2/add/metrics/job/a", "",
                "# HELP backup_load Of the machine.\n# TYPE backup_load counter\nbackup_load 1\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("jobtide-lint")).startsWith("0 errors, 1 warning; JT205 warning line ");
    }

    @Test
    void packedTextIsLookedAtAsItIsUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(NEGATIVE.getBytes(StandardCharsets.UTF_8));
        }

        var answer = client.ask("PUT", "/metrics/job/a", "Content-Encoding: gzip\r\n", packed.toByteArray());

        assertThat(answer.header("jobtide-lint")).contains("JT301 error line 6 ");
    }

    @Test
    void labelsOfTheUrlAreKnown() {
        var answer = client.ask("PUT", "/metrics/job@base64/YS9i", "",
                CLEAN.replace("seconds 1", "seconds{job=\"c\"} 1"));

        assertThat(answer.header("jobtide-lint")).startsWith("0 errors, 1 warning; JT403 warning line 3 ")
                .contains("the URL sets the label 'job' to another value");
    }

    @Test
    void openMetricsAndProtobufAreLookedAtByWhatTheySayAndHaveNoLines() {
        var openMetrics = client.ask("PUT", "/metrics/job/a",
                "Content-Type: application/openmetrics-text; version=1.0.0\r\n", """
                        # HELP backup_load_ratio Of the machine.
                        # TYPE backup_load_ratio gauge
                        backup_load_ratio 3
                        # EOF
                        """);
        var protobuf = client.ask("PUT", "/metrics/job/b", PROTOBUF,
                protobuf(new MetricFamily("backup_load_ratio", MetricType.GAUGE, "Of the machine.",
                        List.of(Metric.of(3)))));

        assertThat(openMetrics.header("jobtide-lint"))
                .startsWith("0 errors, 1 warning; JT216 warning backup_load_ratio: ");
        assertThat(protobuf.header("jobtide-lint")).isEqualTo(openMetrics.header("jobtide-lint"));
    }

    @Test
    void aSmallBodyThatIsLongAsTextIsLookedAtByAWorkerAndAVeryLongOneNotAtAll() {
        assertThat(client.ask("PUT", "/metrics/job/a", PROTOBUF, protobuf(histogram(200))).status()).isEqualTo(200);
        assertThat(pushes("warning")).isEqualTo("1");

        assertThat(client.ask("PUT", "/metrics/job/b", PROTOBUF, protobuf(histogram(1200))).status()).isEqualTo(200);
        assertThat(pushes("skipped")).isEqualTo("1");
    }

    private static MetricFamily histogram(int buckets) {
        var reading = new Reading.Histogram(1, 1,
                IntStream.rangeClosed(1, buckets).mapToObj(bound -> new Reading.Bucket(bound, 1)).toList());
        return new MetricFamily("backup_seconds", MetricType.HISTOGRAM, "",
                List.of(Metric.of(Labels.of("path", "x".repeat(5000)), reading)));
    }

    private static byte[] protobuf(MetricFamily family) {
        var body = new ByteArrayOutputStream();
        ProtobufWriter.write(family, body);
        return body.toByteArray();
    }

    @Test
    void whatIsMalformedIsRefusedAsEverAndNothingMoreIsSaid() {
        var answer = client.ask("POST", "/metrics/job/a", "", "m one\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("text format parsing error in line 1: expected float as value, got \"one\"\n");
        assertThat(answer.headers()).doesNotContainKey("jobtide-lint");
        assertThat(findings("JT001")).isEqualTo("0");
    }

    @Test
    void aLargeBodyWithErrorsIsToldWhatEverSmallOneIs() {
        var answer = client.ask("PUT", "/metrics/job/a", "", NEGATIVE + "# " + "x".repeat(100_000) + "\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("jobtide-lint")).startsWith("1 error, 0 warnings; JT301 error line 6 ");
    }

    @Test
    void whoDoesNotWaitIsToldToo() {
        try (RunningGateway unchecked = start(
                GatewayConfig.DEFAULT.withLint(LintMode.WARN).withConsistencyCheck(false))) {
            var answer = unchecked.client.ask("PUT", "/metrics/job/a", "", NEGATIVE);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.header("jobtide-lint")).contains("JT301");
        }
    }

    @Test
    void namesAreJudgedByTheFlagForThem() {
        String odd = "# HELP \"a.b\" It.\n# TYPE \"a.b\" gauge\n{\"a.b\"} 1\n";
        try (RunningGateway utf8 = start(GatewayConfig.DEFAULT.withLint(LintMode.WARN)
                .withNames(NameRule.UTF_8))) {
            assertThat(utf8.client.ask("PUT", "/metrics/job/a", "", odd).status()).isEqualTo(200);
            assertThat(utf8.value("jobtide_gateway_lint_findings_total{rule=\"JT009\"}")).isEqualTo("0");
        }
    }

    @Test
    void withoutTheFlagNothingIsLookedAt() {
        try (RunningGateway plain = RunningGateway.start()) {
            var answer = plain.client.ask("PUT", "/metrics/job/a", "", NEGATIVE);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).doesNotContainKey("jobtide-lint");
            assertThat(plain.client.ask("GET", "/metrics").body()).doesNotContain("_lint");
            assertThat(plain.client.ask("GET", "/?group=am9i_2E").body()).contains("backup_files_total")
                    .doesNotContain("JT301");
        }
    }

    @Test
    void theGroupsPageShowsWhatItsLatestPushHas() {
        client.ask("PUT", "/metrics/job/a", "", NEGATIVE);
        assertThat(page("a")).contains("What lint found", "<span class=\"severity error\">error</span> JT301",
                "<code>backup_files_total</code>", "the counter is below zero");

        client.ask("POST", "/metrics/job/a", "", CLEAN);
        assertThat(page("a")).contains("backup_files_total").doesNotContain("What lint found");
    }

    @Test
    void aPushThatIsRefusedLeavesWhatWasFoundBefore() {
        client.ask("PUT", "/metrics/job/a", "", NEGATIVE);
        client.ask("PUT", "/metrics/job/a", "", "m 1\nm 1\n");

        assertThat(page("a")).contains("JT301").doesNotContain("JT006");
    }

    @Test
    void whateverWayAGroupGoesNothingIsShownOfItAnyMore() {
        for (Runnable removal : List.<Runnable>of(() -> client.ask("DELETE", "/metrics/job/a"),
                () -> client.ask("DELETE", "/api/v2/groups?match[]=%7Bjob=%22a%22%7D"),
                () -> client.ask("PUT", "/api/v1/admin/wipe"), this::removeByForm)) {
            client.ask("PUT", "/metrics/job/a", "", NEGATIVE);
            assertThat(page("a")).contains("JT301");

            removal.run();
            // is taken, and changes nothing in what was found: families too long to be looked at
            client.ask("PUT", "/metrics/job/a", PROTOBUF, protobuf(histogram(1200)));

            assertThat(page("a")).contains("backup_seconds").doesNotContain("What lint found");
        }
    }

    private void removeByForm() {
        String form = client.ask("GET", "/?delete=am9i_2E").body();
        String token = form.replaceAll("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
        assertThat(client.ask("POST", "/page/delete", "", "key=am9i_2E&token=" + token).status()).isEqualTo(303);
    }

    @Test
    void whateverIsPushedStaysTextOnThePageAndOneCleanLineInTheHeader() {
        String odd = """
                # HELP a_total \\n\u00e4<script>alert(1)</script>; %s\\nX-Y: z
                # TYPE a_total counter
                a_total{l="<b>;\\n\u20ac"} -1
                """.formatted("\u2028\r");

        var answer = client.ask("PUT", "/metrics/job/a", "", odd);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("x-y");
        assertThat(answer.header("jobtide-lint")).matches("1 error, \\d+ warnings?(; [ -:<-~]+)+").contains("JT301");
        assertThat(page("a")).contains("JT301").doesNotContain("<script>", "<b>");
    }

    @Test
    void manyFindingsAreToldInOneShortLineAndAFewRows() {
        String many = IntStream.range(0, 2000)
                .mapToObj(
                        i -> "# TYPE m%d_total counter\nm%d_total{l=\"%s\"} -1\n".formatted(i, i, "\u20ac".repeat(30)))
                .collect(Collectors.joining());

        var answer = client.ask("PUT", "/metrics/job/a", "", many);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("jobtide-lint")).startsWith("500 or more errors, ").hasSizeLessThanOrEqualTo(1024)
                .hasSizeGreaterThan(800).matches("[ -~]+");
        assertThat(findings("JT301")).isEqualTo("2000");
        assertThat(page("a").split("severity error", -1)).hasSize(21);
        assertThat(page("a")).containsPattern("And \\d{4,} more\\.");
    }

    private String findings(String rule) {
        return running.value("jobtide_gateway_lint_findings_total{rule=\"" + rule + "\"}");
    }

    private String pushes(String result) {
        return running.value("jobtide_gateway_linted_pushes_total{result=\"" + result + "\"}");
    }

    /** Of a group that has a job alone, of one letter. */
    private String page(String job) {
        String key = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(("job\u00ff" + job).getBytes(StandardCharsets.ISO_8859_1));
        return client.ask("GET", "/?group=" + key).body();
    }
}
