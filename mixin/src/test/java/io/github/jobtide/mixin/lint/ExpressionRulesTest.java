package io.github.jobtide.mixin.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.Severity;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each rule finds in expressions, and what it passes over. */
final class ExpressionRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"rate(jobtide_last_run_duration_seconds[1h]) > 1",
            "sum by (job) (increase(jobtide_consecutive_failures{job='a'}[1d])) > 1",
            "irate(push_time_seconds[5m]) > 0", "rate(process_start_time_seconds[5m]) > 0",
            "rate(backup_ratio[5m] offset 1h) > 0", "increase({__name__=\"cert_expiry_timestamp_seconds\"}[1d]) > 0",
            "rate(room_celsius[1h:1m]) > 0", "increase(my_backup_last_run_files[1d]) > 0"})
    void theRateOfAGaugeIsFound(String expression) {
        assertThat(Linted.alert(expression + " unless absent(x)")).containsExactly("JT801");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(jobtide_runs_total[1h]) > 1", "rate(jobtide_run_duration_seconds[1h]) > 1",
            "rate(jobtide_run_duration_seconds_bucket[1h]) > 1", "rate(cache_ratio_total[5m]) > 1",
            "increase(search_query_time_seconds[5m]) > 1", "rate(anything_else[5m]) > 0",
            "changes(backup_timestamp_seconds[1d]) > 3", "deriv(room_celsius[1h]) > 1",
            "delta(backup_ratio[1h]) > 0", "rate(jvm_info_count[5m]) > 0",
            "increase(my_backup_last_run_files_total[1d]) > 0"})
    void theRateOfWhatMayBeACounterIsNot(String expression) {
        assertThat(Linted.alert(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobtide_last_run_success == 0", "jobtide_running{job=\"a\"} > 1",
            "max by (job) (jobtide_last_run_exit_code) != 0 and on (job) jobtide_info == 1",
            "jobtide_last_run_records{result=\"failed\"} / 100 > 5"})
    void anAlertOnAPushedValueAloneIsFound(String expression) {
        assertThat(Linted.alert(expression)).isNotEmpty().containsOnly("JT802");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobtide_last_run_success == 0 and on (job) time() - push_time_seconds < 3600",
            "jobtide_running > 1 unless time() - jobtide_heartbeat_timestamp_seconds > 300",
            "absent(jobtide_running{job=\"a\"}) or jobtide_running{job=\"a\"} > 1",
            "time() > jobtide_success_deadline_timestamp_seconds",
            "jobtide_last_completion_timestamp_seconds unless jobtide_last_success_timestamp_seconds",
            "jobtide_gateway_series > 1000", "node_load1 > 5",
            "group:jobtide_last_run_duration_seconds:max1d > 5",
            "changes(jobtide_last_start_timestamp_seconds[1d]) == 0"})
    void anAlertThatAsksForAgeOrAbsenceIsNot(String expression) {
        assertThat(Linted.alert(expression)).isEmpty();
    }

    @Test
    void anotherAlertOfTheFileIsAPartnerIfItIsAboutTheSameJobOrAll() {
        String failed = "jobtide_last_run_success{job=\"a\"} == 0";

        assertThat(Linted.alert(failed)).containsExactly("JT802");
        assertThat(found(failed, "time() - jobtide_last_success_timestamp_seconds > 86400")).isEmpty();
        assertThat(found(failed, "absent(jobtide_last_run_success{job=\"a\"})")).isEmpty();
        assertThat(found(failed, "jobtide_last_success_timestamp_seconds{job=\"a\"} < time() - 86400")).isEmpty();
        assertThat(found(failed, "absent(jobtide_last_run_success{job=\"b\"})")).containsExactly("JT802");
        assertThat(found(failed, "absent(up)")).containsExactly("JT802");
        assertThat(found(failed, "time() - jobtide_last_skip_timestamp_seconds < 900"))
                .as("tells that something is new, not that it is old").containsExactly("JT802");
    }

    @Test
    void aJobsOwnMetricIsKnownAsPushedIfTheFileAsksForThatJobsPushes() {
        String rows = "import_rows{job=\"import\"} < 10";

        assertThat(Linted.alert(rows)).isEmpty();
        assertThat(found(rows, "jobtide_last_run_success{job=\"import\"} == 0")).containsExactly("JT802", "JT802");
        assertThat(found(rows, "jobtide_last_run_success{job=\"other\"} == 0")).containsExactly("JT802");
        assertThat(found(rows, "time() - push_time_seconds{job=\"import\"} > 3600")).isEmpty();
        assertThat(found(rows, "jobtide_last_run_success{job=\"import\"} == 0", "absent(import_rows)"))
                .as("away only if no job pushes it").containsExactly("JT802", "JT802");
    }

    @Test
    void absenceOfAllJobsTellsOfNoSingleOne() {
        String failed = "jobtide_last_run_success{job=\"a\"} == 0";

        assertThat(found(failed, "absent(jobtide_last_run_success)")).containsExactly("JT802");
        assertThat(found(failed, "absent(push_time_seconds)")).containsExactly("JT802");
        assertThat(found("jobtide_last_run_success == 0", "absent(jobtide_last_run_success)")).isEmpty();
        assertThat(found("jobtide_last_run_success == 0", "absent(push_time_seconds)")).isEmpty();
        assertThat(found("jobtide_last_run_success == 0", "absent(jobtide_last_run_success{job=\"a\"})"))
                .containsExactly("JT802");
        assertThat(found(failed, "changes(jobtide_last_start_timestamp_seconds[1d]) == 0"))
                .as("is asked of each job").isEmpty();
    }

    @Test
    void aJobIsKnownByTheLabelThatAScrapeGivesItToo() {
        String failed = "jobtide_last_run_success{exported_job=\"a\"} == 0";

        assertThat(found(failed, "time() - push_time_seconds{exported_job=\"etl\"} > 3600")).containsExactly("JT802");
        assertThat(found(failed, "time() - push_time_seconds{job=\"gateway\",exported_job=\"a\"} > 3600")).isEmpty();
        assertThat(Linted.file(Linted.rules(failed)).findings()).singleElement()
                .satisfies(finding -> assertThat(finding.suggestion())
                        .endsWith("or absent(jobtide_last_run_success{exported_job=\"a\"})"));
    }

    @Timeout(60)
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {">a_time_seconds|900",
            " and a_time_seconds>1|490", "/a_b|990"})
    void longChainsOfComparisonsAreLookedAtInTime(String part, int times) {
        String chain = "time()" + part.repeat(times);
        String[] alerts = Collections.nCopies(RuleLint.MAX_BYTES / (chain.length() + 200), chain)
                .toArray(String[]::new);

        assertThatCode(() -> found(alerts)).doesNotThrowAnyException();
    }

    private static List<String> found(String... expressions) {
        return Linted.file(Linted.rules(expressions)).findings().stream().map(finding -> finding.rule()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a / b > 1", "sum(rate(a_total[5m])) / sum(rate(b_total[5m])) > 0.1", "a / (b - c) > 1",
            "1 - a / b > 1", "a / (b >= 0) > 1", "a / (b > bool 0) > 1", "a / b > 1 and c > 0",
            "a / clamp_min(b, 0) > 1",
            "a / (b or vector(0)) > 1", "a / on (job) group_left (x) b > 1", "a / 0 > 1", "a / -b > 1",
            "x_sum / y_count > 1", "a / (b * c) > 1", "histogram_quantile(0.9, a / b) > 1",
            "a / container_memory_limit_bytes > 1",
            "a / b > 1 unless c == 0", "a / (b < 5) > 1", "a / (b > -1) > 1", "a / (b != 5) > 1", "a / (b <= 0) > 1",
            "a / (b == 0) > 1", "a / (5 > b) > 1", "a / (0 <= b) > 1", "a / (-1 < b) > 1", "a / b > 1 and b < 5",
            "b < 5 and a / b > 1",
            "a / b > 1 unless b > 0", "a / b > 1 unless b == 5", "a / (b and b < 5) > 1", "a / (b unless b > 0) > 1",
            "c > 0 and d > 0 and a / b > 1", "a / (time() - b) > 1", "a / (time() - time()) > 1"})
    void aDivisionByWhatMayBeZeroIsFound(String expression) {
        assertThat(Linted.alert(expression)).containsExactly("JT803");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a / 1024 / 1024 > 1", "a / (b > 0) > 1", "a / (b != 0) > 1", "a / (sum(b) > 0) > 1",
            "a / sum by (job) (b > 0) > 1", "a / clamp_min(b, 1) > 1", "a / count(b) > 1", "a / count by (x) (b) > 1",
            "a / scalar(count(b)) > 1", "a / scalar(vector(5)) > 1", "a / b > 1 and b > 0", "b > 0 and a / b > 1",
            "a / b > 1 unless b == 0", "a / (b + 1) > 1", "a / (24 * 60 * 60) > 1", "a / (b > 0 or vector(1)) > 1",
            "a / disk_size_bytes > 1", "rate(x_sum[5m]) / rate(x_count[5m]) > 1", "a / 1h > 1", "a * b > 1",
            "a / on (job) group_left (x) (b > 0) > 1", "sum(a) / sum(b == 1) > 1", "a / (b and b > 0) > 1",
            "a / -(b > 0) > 1", "a / time() > 1", "a / 2 ^ 10 > 1", "a{path=\"/b/c\"} > 1", "a > 1 # / b",
            "a / (b >= 1) > 1", "a / (b == 5) > 1", "a / (b < 0) > 1", "a / (b <= -1) > 1", "a / (0 < b) > 1",
            "a / (0 != b) > 1", "a / (b > c) > 1", "a / (count(b) < 5) > 1", "a / b > 1 and b > on (job) c",
            "a / b > 1 unless b < 1", "a / b > 1 unless 0 >= b", "a / (b unless b <= 0) > 1",
            "b > 0 and c > 0 and a / b > 1", "a / b > 1 and c > 0 and b > 0",
            "a / (time() - my_start_time_seconds) > 1", "a / (time() - max by (job) (b_timestamp_seconds)) > 1"})
    void aDivisionThatIsGuardedIsNot(String expression) {
        assertThat(Linted.alert(expression)).isEmpty();
    }

    @Test
    void anAlertOnAPartOfAWholeIsRightToBeSilentWithoutAny() {
        String part = "sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m]))";
        String ratio = part + " / sum by (job) (rate(http_requests_total[5m]))";

        assertThat(severities(Linted.rules(ratio + " > 0.05"))).containsExactly(Severity.INFO);
        assertThat(severities(Linted.rules("0.05 < 1 - " + ratio))).containsExactly(Severity.INFO);
        assertThat(severities(Linted.rules(part + " / sum by (job) (other_total) > 0.05")))
                .containsExactly(Severity.WARNING);
        assertThat(severities(Linted.rules("1 / sum(other_total) > 0.05"))).containsExactly(Severity.WARNING);
        assertThat(severities(Linted.rules("count(a) / sum(a) > 1"))).containsExactly(Severity.WARNING);
        assertThat(severities(Linted.rules("a / (a - b) > 1"))).containsExactly(Severity.WARNING);
        assertThat(severities(Linted.rules(ratio))).as("nothing is compared").containsExactly(Severity.WARNING);
        assertThat(severities(Linted.rules("{a=\"b\"} / {c=\"d\"} > 1"))).as("of any metrics")
                .containsExactly(Severity.WARNING);
        assertThat(severities("groups: [{rules: [{record: r, expr: 'a / a > 1'}]}]"))
                .containsExactly(Severity.WARNING);
    }

    private static List<Severity> severities(String text) {
        return Linted.file(text).findings().stream().map(Finding::severity).toList();
    }

    @Test
    void whatTheFileRecordsIsKnown() {
        String text = """
                groups:
                  - name: a
                    rules:
                      - {record: 'a:runs:some', expr: 'sum(runs) > 0'}
                      - {record: 'a:runs:all', expr: 'sum(runs) > 0', labels: {of: some}}
                      - {record: 'a:runs:all', expr: sum(runs)}
                      - {record: 'a:some:ratio', expr: 'failed / a:runs:some'}
                      - {record: 'a:all:ratio', expr: 'failed / a:runs:all'}
                """;

        assertThat(Linted.lines(Linted.file(text))).containsExactly(
                "8:49 warning JT803 [record a:all:ratio] the divisor, which is made of a:runs:all, may be 0");
    }

    /** What to write depends on what the gauge is. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "rate(import_start_timestamp_seconds[5m]) > 1|time() - import_start_timestamp_seconds is its age",
            "rate(jobtide_last_run_records[5m]) > 1|compare jobtide_last_run_records itself",
            "rate(disk_used_ratio[5m]) > 1|use disk_used_ratio itself, or delta"})
    void theRateOfAGaugeHasAnotherAnswerForEachKind(String expression, String suggestion) {
        assertThat(Linted.file(Linted.rules(expression)).findings())
                .filteredOn(finding -> finding.rule().equals("JT801")).singleElement()
                .satisfies(finding -> assertThat(finding.suggestion()).startsWith(suggestion));
    }
}
