package io.github.jobtide.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines OpenMetrics does not take. Each was scraped by a Prometheus 3.5, which refused what is an error here, and took the rest but for the switch. */
final class OpenMetricsLineTest {
    private static List<String> errors(Profile profile, String page) {
        return RulePages.lint(new LintOptions(profile, Map.of(), Set.of(), Map.of(), false), page).findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.rule() + " " + finding.line() + ":" + finding.column()).toList();
    }

    private static String page(String line) {
        return "# HELP etl_rows Rows.\n# TYPE etl_rows counter\n" + line + "\n# EOF\n";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
            "``|1", "` etl_rows_total 1`|1", "`etl_rows_total  1`|16", "`etl_rows_total 1  5`|18",
            "`etl_rows_total {a=\"b\"} 1`|16", "`etl_rows_total{ a=\"b\"} 1`|16",
            "`etl_rows_total{a=\"b\", c=\"d\"} 1`|22", "`etl_rows_total{a= \"b\"} 1`|18",
            "`etl_rows_total{a=\"b\"}1`|22",
            "`# a remark`|1", "`#HELP etl_rows Rows.`|1", "`# HELP  etl_rows Rows.`|8",
            "`# UNIT etl_rows seconds`|17", "`etl_rows_total 1 # garbage`|18", "`etl_rows_total 1 # {a=\"b\"}`|27",
            "`etl_rows_total 1 # {a=\"b\"} x`|28",
            "`etl_rows_total 1 #  {a=\"b\"} 1`|18", "`etl_rows_total 1 # {a=\"b\"}  1`|28"})
    void aLineThatPrometheusRefusesIsAnError(String line, int column) {
        assertThat(errors(Profile.OPENMETRICS, page(line))).containsExactly("JT001 3:" + column);
    }

    @Test
    void aTypeHasOneBlankBeforeIt() {
        assertThat(errors(Profile.OPENMETRICS, "# TYPE etl_rows  counter\netl_rows_total 1\n# EOF\n"))
                .contains("JT001 1:17");
    }

    @Test
    void aTabIsNoBlank() {
        assertThat(errors(Profile.OPENMETRICS, page("etl_rows_total\t1"))).containsExactly("JT001 3:15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etl_rows_total 1", "etl_rows_total{a=\"b  c\\\" # \",d=\"\"} 1 1.5",
            "etl_rows_total 1 # {a=\"b c\"} 0.5",
            "etl_rows_total 1 # {} 0.5 1700000000.5", "etl_rows_total 1 5 # {a=\"b\"} 1", "# UNIT etl_rows ",
            "# UNIT etl_rows rows", "etl_rows_total{a=\"b\",} 1", "# jobtide-lint: disable=JT101"})
    void whatPrometheusTakesIsNone(String line) {
        assertThat(errors(Profile.OPENMETRICS, page(line))).isEmpty();
    }

    @Test
    void theTextFormatTakesBlanksAndRemarks() {
        String page = "# HELP etl_rows Rows.\n# TYPE etl_rows gauge\n\n # a remark\n  etl_rows{ a=\"b\" , c=\"d\"}  1\n";

        assertThat(errors(Profile.SCRAPE, page)).isEmpty();
    }
}
