package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in values, labels and their number, and what is let be. */
final class LabelRulesTest {
    private static final String GAUGE = "# HELP m M.\n# TYPE m gauge\n";
    private static final String COUNTER = "# HELP m M.\n# TYPE m counter\n";

    private static List<Finding> found(String rule, Profile profile, Map<String, String> key, String page) {
        LintOptions options = new LintOptions(profile, key, Set.of(), Map.of(), false);
        return RulePages.lint(options, page).findings().stream().filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private static List<Finding> found(String rule, String page) {
        return found(rule, Profile.PUSH, Map.of(), page);
    }

    /** As severity, line and column. */
    private static List<String> places(String rule, String page) {
        return places(found(rule, page));
    }

    private static List<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity().word() + " " + finding.line() + ":" + finding.column()).toList();
    }

    private static String gauge(String... samples) {
        return GAUGE + String.join("\n", samples) + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.5", "NaN", "nan", "-Inf"})
    void aCounterBelowZeroOrWithoutANumberIsFoundAtItsValue(String value) {
        assertThat(places("JT301", COUNTER + "m{a=\"b\"} 1\nm " + value + "\n")).containsExactly("error 4:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "1e300", "+Inf"})
    void aCounterFromZeroIsRight(String value) {
        assertThat(found("JT301", COUNTER + "m " + value + "\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1,the count of the summary is below zero", "NaN,the count of the summary is NaN"})
    void theCountOfASummaryIsACounter(String value, String reason) {
        String page = "# TYPE s summary\ns{quantile=\"0.5\"} -2\ns_sum -3\ns_count " + value + "\n";

        List<Finding> findings = found("JT301", page);

        assertThat(places(findings)).containsExactly("error 4:9");
        assertThat(findings).extracting(Finding::reason).containsExactly(reason);
    }

    @Test
    void aSummaryOfValuesBelowZeroIsRight() {
        assertThat(found("JT301", "# TYPE s summary\ns{quantile=\"0.5\"} NaN\ns_sum -3\ns_count 0\n")).isEmpty();
    }

    @Test
    void aGaugeMayBeBelowZero() {
        assertThat(found("JT301", gauge("m -1"))).isEmpty();
    }

    @Test
    void aCounterOfOpenMetricsIsLookedAtUnderItsSuffix() {
        String page = COUNTER + "m_total -1\n# EOF\n";

        assertThat(places(found("JT301", Profile.OPENMETRICS, Map.of(), page))).containsExactly("error 3:9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "+Inf", "-Inf"})
    void aGaugeWithoutANumberIsRemarkedOn(String value) {
        assertThat(places("JT304", gauge("m 1", "m{a=\"b\"} " + value))).containsExactly("info 4:10");
    }

    @Test
    void quantilesAndOurOwnUnmeasuredGaugesMayBeNan() {
        String page = """
                # TYPE s summary
                s{quantile="0.5"} NaN
                s_sum NaN
                s_count 0
                # TYPE jobtide_last_run_cpu_seconds gauge
                jobtide_last_run_cpu_seconds{mode="user"} NaN
                # TYPE federated untyped
                federated{quantile="0.5"} NaN
                """;

        assertThat(found("JT304", page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"jobName,job_name", "HTTPStatus,http_status", "jobID,job_id", "NAME,name", "disk2Name,disk2_name"})
    void aLabelWithCapitalsIsFoundWithTheNameToWrite(String label, String name) {
        List<Finding> findings = found("JT401", gauge("m{a=\"b\"," + label + "=\"x\"} 1", "m{" + label + "=\"y\"} 2"));

        assertThat(places(findings)).containsExactly("warning 3:9");
        assertThat(findings.get(0).suggestion()).isEqualTo(name);
    }

    @Test
    void capitalsInAValueAreRight() {
        assertThat(found("JT401", gauge("m{method=\"GET\",job_name=\"Backup\",a2=\"B\"} 1"))).isEmpty();
    }

    @Test
    void labelsOfHistogramsAndSummariesAreFoundElsewhere() {
        String page = """
                # TYPE h histogram
                h_bucket{le="+Inf"} 1
                h_sum 1
                h_count{le="1"} 1
                # TYPE s summary
                s{le="1"} 1
                # TYPE c counter
                c{quantile="0.5"} 1
                # TYPE u untyped
                u{quantile="best"} 1
                """;

        assertThat(places("JT402", page)).containsExactly("warning 4:9", "warning 6:3", "warning 8:3", "warning 10:3");
    }

    @Test
    void labelsOfHistogramsAndSummariesAreRightOnThemAndOnWhatWasFederated() {
        String page = """
                # TYPE h histogram
                h_bucket{le="1"} 1
                h_bucket{le="+Inf"} 1
                # TYPE s summary
                s{quantile="0.5"} 1
                # TYPE f_bucket untyped
                f_bucket{le="1"} 1
                # TYPE q untyped
                q{quantile="0.99"} 1
                """;

        assertThat(found("JT402", page)).isEmpty();
    }

    @Test
    void aLabelThatTheUrlSetsIsFoundWithEachSeverity() {
        Map<String, String> key = Map.of("job", "backup", "shift", "night");
        String page = gauge("m{job=\"backup\",shift=\"day\"} 1", "m{shift=\"night\"} 2", "m{shift=\"\",disk=\"a\"} 3");

        assertThat(places(found("JT403", Profile.PUSH, key, page))).containsExactly("info 3:3", "warning 3:16",
                "info 4:3");
        assertThat(found("JT403", Profile.SCRAPE, key, page)).isEmpty();
    }

    @Test
    void aLabelOfTheUrlIsToldOfOnce() {
        Map<String, String> key = Map.of("job", "backup", "shift", "night");
        String page = gauge("m{job=\"backup\",shift=\"day\",disk=\"a\"} 1",
                "m{job=\"backup\",shift=\"day\",disk=\"b\"} 2");

        assertThat(places(found("JT403", Profile.PUSH, key, page))).containsExactly("info 3:3", "warning 3:16");
    }

    @Test
    void anEmptyLabelIsNoneThatTheUrlCouldReplaceOrRepeat() {
        Map<String, String> key = Map.of("job", "backup", "shift", "");

        assertThat(found("JT403", Profile.PUSH, key, gauge("m{job=\"\",shift=\"\"} 1"))).isEmpty();
    }

    @Test
    void theJobInABodyIsRemarkedOnWithoutAKnownUrl() {
        assertThat(places("JT403", gauge("m{instance=\"a\",job=\"x\"} 1"))).containsExactly("info 3:16");
    }

    @Test
    void aLabelThatPrometheusRenamedIsFound() {
        assertThat(places("JT404", gauge("m{exported_job=\"a\"} 1", "m{exported_job=\"b\"} 1")))
                .containsExactly("warning 3:3");
        assertThat(found("JT404", gauge("m{kind=\"exported_job\",exporter=\"a\"} 1"))).isEmpty();
    }

    @Test
    void aSeriesWithMoreOrFewerLabelsIsFoundOnce() {
        assertThat(places("JT405", gauge("m{a=\"1\"} 1", "m 2", "m{b=\"1\"} 2"))).containsExactly("info 4:1");
        assertThat(found("JT405", gauge("m 1", "m{a=\"1\"} 2")).get(0).reason())
                .isEqualTo("the label 'a' is not on line 3");
    }

    @Test
    void orderEmptyLabelsAndBucketsMakeNoDifference() {
        String page = gauge("m{a=\"1\",b=\"2\"} 1", "m{b=\"3\",c=\"\",a=\"4\"} 2") + """
                # TYPE h histogram
                h_bucket{a="1",le="+Inf"} 1
                h_sum{a="1"} 1
                h_count{a="1"} 1
                """;

        assertThat(found("JT405", page)).isEmpty();
    }

    @Test
    void anEmptyLabelIsRemarkedOnOnceAFamily() {
        assertThat(places("JT406", gauge("m{a=\"x\",b=\"\"} 1", "m{a=\"\",b=\"\"} 2")))
                .containsExactly("info 3:9", "info 4:3");
        assertThat(found("JT406", gauge("m{a=\" \",b=\"none\"} 1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\\nb", "a\tb", " ", "\u00a0a", "a\u0085"})
    void aValueThatCannotBeSeenWholeIsFound(String value) {
        List<Finding> findings = found("JT407", gauge("m{a=\"" + value + "\"} 1"));

        assertThat(places(findings)).containsExactly("warning 3:3");
        assertThat(findings.get(0).series()).isEqualTo("m{a}");
    }

    @Test
    void aValueIsLongBeyond128Characters() {
        assertThat(found("JT407", gauge("m{a=\"" + "ä".repeat(128) + "\",b=\"" + "😀".repeat(128) + "\"} 1")))
                .isEmpty();
        assertThat(places("JT407", gauge("m{a=\"" + "x".repeat(129) + "\"} 1"))).containsExactly("warning 3:3");
    }

    @Test
    void aLongTextIsForALogAndAnOuterBlankForNobody() {
        String log = "write a short word here, and the whole text to a log";

        assertThat(found("JT407", gauge("m{a=\"" + "x".repeat(129) + "\",b=\"x\\ny\",c=\"x \"} 1")))
                .extracting(Finding::suggestion).containsExactly(log, log, "write it without the blank");
    }

    @Test
    void aBlankWithinAValueIsRight() {
        assertThat(found("JT407", gauge("m{cause=\"G1 Evacuation Pause\",b=\"\"} 1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "env", "region", "cluster", "datacenter"})
    void aPlaceIsRemarkedOn(String label) {
        assertThat(places("JT409", gauge("m{" + label + "=\"x\"} 1", "m{a=\"b\"," + label + "=\"x\"} 2")))
                .containsExactly("info 3:3");
    }

    @Test
    void placesThatAreComparedOrDeclaredOrInTheUrlAreRight() {
        assertThat(found("JT409", gauge("m{region=\"eu\"} 1", "m{region=\"us\"} 2"))).isEmpty();
        assertThat(found("JT409", "# TYPE m_info gauge\nm_info{region=\"eu\"} 1\n")).isEmpty();
        assertThat(found("JT409", Profile.PUSH, Map.of("region", "eu"), gauge("m{region=\"eu\"} 1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"run_id,r-1", "runId,17", "user_id,42", "email,x@y.org", "request_id,abc-1", "http_request_id,a1b2",
            "trace_id,4bf92f35", "session,s-91", "token,t0k3n", "url,/a/b?c", "query,SELECT 1", "message,disk is full",
            "run_date,2026-11-27", "timestamp,12", "pid,4711", "uuid,1-2"})
    void anUnboundedLabelIsFound(String label, String value) {
        assertThat(places("JT501", gauge("m{a=\"b\"," + label + "=\"short\"} 1", "m{" + label + "=\"" + value + "\"} 1",
                "m{" + label + "=\"0/1\"} 1"))).containsExactly("warning 4:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "v4", "read-only", "GET"})
    void anUnboundedNameWithShortWordsIsRemarkedOn(String value) {
        assertThat(places("JT501", gauge("m{query=\"" + value + "\"} 1", "m{query=\"other\"} 1")))
                .containsExactly("info 3:3");
    }

    @Test
    void ofAFamilyAHundredLabelNamesAreLookedAtAndNoMore() throws IOException {
        StringBuilder page = new StringBuilder(GAUGE);
        for (int i = 0; i < 200; i++) {
            page.append("m{a").append(i).append("_pid=\"x\"} 1\n");
        }

        LintResult result = Linter.of(LintOptions.of(Profile.PUSH))
                .lint(new ByteArrayInputStream(page.toString().getBytes(UTF_8)));

        assertThat(result.counts()).containsEntry("JT501", 100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip", "user", "uri", "path", "device", "valid", "candidate", "update", "curl", "rapid",
            "queryable", "___"})
    void otherNamesAreRight(String label) {
        assertThat(found("JT501", gauge("m{" + label + "=\"a/1\"} 1"))).isEmpty();
    }

    @Test
    void anInfoMetricMayHaveWhatIsFixedAndNotWhatComesNewWithEachRun() {
        assertThat(found("JT501", "# TYPE m_info gauge\nm_info{product_uuid=\"8-3\",build_date=\"1/2\"} 1\n"))
                .isEmpty();
        assertThat(places("JT501", "# TYPE m_info gauge\nm_info{run_id=\"8-3\"} 1\n")).containsExactly("warning 2:8");
    }

    @ParameterizedTest
    @CsvSource({"83340ca8-cb49-4474-8c29-d2088ca84dd9,a UUID", "/pods/83340ca8-cb49-4474-8c29-d2088ca84dd9/v,a UUID",
            "jane.doe@example.org,an e-mail address", "10.0.0.7,a network address", "10.0.0.7:51234,a network address",
            "2001:db8::1,a network address", "[2001:db8::1]:443,a network address", "1700000000,a date or a time",
            "1700000000123,a date or a time", "2026-11-27,a date or a time", "2026-11-27T02:00:00Z,a date or a time",
            "backup-2026-11-27.tar.gz,a date or a time", "20261127,a date or a time",
            "4bf92f3577b34da6,a long hexadecimal number", "0x50014ee2b50cb5e7,a long hexadecimal number",
            "sha256:8744cfd6ac1c1ab0a8b6d1e2f8b5b0b9,a long hexadecimal number",
            "123456,a number of six digits or more", "order-1234567,a number of six digits or more",
            "/orders/1234567/lines,a number of six digits or more"})
    void aValueThatNamesOneOfManyIsFound(String value, String words) {
        List<Finding> findings = found("JT502", gauge("m{a=\"b\",thing=\"" + value + "\"} 1"));

        assertThat(places(findings)).containsExactly("warning 3:9");
        assertThat(findings.get(0).reason()).isEqualTo("the value of the label 'thing' holds " + words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dm-0", "12345", "nvme0n1", "0000:00:18_3", "0000:3b:00.0", "01:02:03:04:05:06",
            "127.0.0.1",
            "127.0.0.1:9090", "0.0.0.0", "::1", "1.22.2", "go1.22.2", "/run/user/1000", "500-1000",
            "decade-facade-bead",
            "std::vector", "registry.example.org:5000/app", "end of minor GC", "0.in-addr.arpa", "git@host",
            "CodeHeap 'non-profiled nmethods'", "G1 Old Generation", "1e6", "1048576kB", "2026", "12:30:15"})
    void aValueOfFewIsRight(String value) {
        assertThat(found("JT502", gauge("m{thing=\"" + value + "\"} 1"))).isEmpty();
    }

    @Test
    void boundsSizesVersionsMachinesAndFactsMayLookLikeIdentifiers() {
        String page = """
                # TYPE h histogram
                h_bucket{le="1000000"} 1
                h_bucket{le="+Inf"} 1
                # TYPE m gauge
                m{block_size="1048576",api_version="2023-10-16",instance="10.0.0.7:9100",slave_ip="172.17.0.2"} 1
                # TYPE prometheus_build_info gauge
                prometheus_build_info{goversion="go1.22.2",revision="b4c0ab52c3e9b940ab803581ddae9b3d9a452337"} 1
                """;

        assertThat(found("JT502", page)).isEmpty();
    }

    @Test
    void aFamilyOfAHundredSeriesIsRightAndOneMoreIsNot() {
        StringBuilder page = new StringBuilder(GAUGE);
        for (int i = 0; i < 100; i++) {
            page.append("m{a=\"").append(i).append("\"} 1\n");
        }

        assertThat(found("JT504", page.toString())).isEmpty();
        List<Finding> findings = found("JT504", page.append("m 1\n").toString());
        assertThat(places(findings)).containsExactly("warning 1:0");
        assertThat(findings.get(0).reason()).isEqualTo("the family has 101 series, more than 100");
    }
}
