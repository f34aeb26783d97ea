package io.github.jobtide.mixin.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.lint.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertSaysTooLittleTest {
    private static List<String> found(String expression, String summary) {
        return Linted.lines(Linted.file(file(expression, summary)));
    }

    private static String file(String expression, String summary) {
        return """
                groups:
                  - rules:
                      - alert: Old
                        expr: EXPRESSION
                        labels: {severity: info}
                        annotations:
                          runbook_url: https://runbooks.example.com/old
                          summary: 'SUMMARY'
                """.replace("EXPRESSION", expression).replace("SUMMARY", summary);
    }

    @Test
    void whatAnAlertLacksIsToldInOneFinding() {
        assertThat(Linted.lines(Linted.file("""
                groups:
                  - rules:
                      - alert: Old
                        expr: node_load1 > 5
                      - alert: Older
                        expr: node_load1 > 6
                        labels: {severity: warning}
                        annotations: {description: a, runbook: b}
                """))).containsExactly(
                "3:9 info JT804 [alert Old] the alert has no annotation summary and no label severity and no annotation runbook_url",
                "5:9 info JT804 [alert Older] the alert has no annotation summary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"time() - node_boot_time_seconds > 5", "max by (job) (a_duration_seconds) > 5",
            "histogram_quantile(0.9, sum by (le) (rate(a_duration_seconds_bucket[5m]))) > 2",
            "a_duration_seconds > 5 and on (job) b == 1", "5 < a_duration_seconds",
            "avg_over_time(a_age_seconds[1h]) + 60 > 100",
            "time() - max by (job) (x_timestamp_seconds or y_time_seconds) > 9"})
    void secondsBelongIntoHumanizeDuration(String expression) {
        assertThat(found(expression, "It is {{ $value }}s")).containsExactly(
                "8:27 info JT804 [alert Old] the value is shown as a raw number of seconds");
        assertThat(Linted.file(file(expression, "{{ $value }}")).findings()).singleElement()
                .extracting(Finding::suggestion).isEqualTo("write {{ $value | humanizeDuration }}");
        assertThat(found(expression, "It is {{$value|humanize}}s")).hasSize(1);
        assertThat(found(expression, "It is {{- humanize $value -}}")).hasSize(1);
        assertThat(found(expression, "It is {{ $value | humanizeDuration }}")).isEmpty();
        assertThat(found(expression, "It is {{ printf \"%.0f\" $value }} seconds")).isEmpty();
    }

    @Test
    void aTimeBelongsIntoHumanizeTimestamp() {
        assertThat(Linted.file(file("x_timestamp_seconds > 5", "{{ $value }}")).findings()).singleElement()
                .satisfies(finding -> assertThat(finding.suggestion())
                        .isEqualTo("write {{ $value | humanizeTimestamp }}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a_bytes > 5", "a_duration_seconds / b_size > 5",
            "rate(cpu_seconds_total[5m]) > 5",
            "count(a_duration_seconds > 5) > 2", "1000 * a_duration_seconds > 5", "a_duration_seconds > bool 5"})
    void whatIsNotInSecondsIsShownAsItIs(String expression) {
        assertThat(found(expression, "{{ $value }}")).isEmpty();
    }
}
