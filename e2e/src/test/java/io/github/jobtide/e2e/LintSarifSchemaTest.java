package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code jobtide lint --output sarif} prints, against the schema of SARIF 2.1.0 as OASIS published it, formats of URIs and all. */
final class LintSarifSchemaTest {
    private static final Schema SCHEMA = schema();
    private static final String CLEAN = """
            # HELP backup_last_success_timestamp_seconds Unix time of the last success.
            # TYPE backup_last_success_timestamp_seconds gauge
            backup_last_success_timestamp_seconds 1700000000
            """;
    /** As many rules as fit, in every place that a finding can have. */
    private static final String MANY = """
            # TYPE jobDuration histogram
            jobDuration_bucket{le="1",job="ü"} 5
            jobDuration_bucket{le="0.5",job="ü"} 7
            jobDuration_sum 1
            backup_files 12\s
            backup_files 12
            backup_files{request_id="0d9f3c1e-7b1a-4c7e-9d1f-1c2b3a4d5e6f"} 1 1700000000000
            {"größe.in.kb"} 3
            # TYPE backup_files counter
            an unreadable line "\\x" \u001b[31m
            odd_total{a="\\\\ \\" \\n 😀",password="hunter2hunter2"} -1
            windows 1\r
            backup_cpu_usage_percent 12
            last 1""";

    private static Schema schema() {
        try (InputStream in = Objects
                .requireNonNull(LintSarifSchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> breaches(String log) {
        return SCHEMA.validate(log, InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))).stream()
                .map(Error::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "scrape", "openmetrics"})
    void aPageWithMuchWrongGivesAValidLog(String profile) {
        LintRun.Result result = new LintRun().file("page.prom", MANY).run("--output=sarif", "--profile=" + profile,
                "page.prom");

        assertThat(breaches(result.out())).isEmpty();
        assertThat(result.out()).contains("\"level\":\"error\",\"message\"", "\"level\":\"warning\",\"message\"",
                "\"startLine\"");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void aCleanPageGivesAValidLog() {
        LintRun.Result result = new LintRun().file("page.prom", CLEAN).run("--output=sarif", "page.prom");

        assertThat(breaches(result.out())).isEmpty();
        assertThat(result.out()).contains("\"results\":[]");
        assertThat(result.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.prom", ".", "http://127.0.0.1:1/metrics"})
    void anInputThatCannotBeReadGivesAValidLog(String name) {
        LintRun.Result result = new LintRun().run("--output=sarif", name);

        assertThat(breaches(result.out())).isEmpty();
        assertThat(result.out()).contains("\"executionSuccessful\":false");
        assertThat(result.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.prom", "größe 😀.prom", "a:b.prom", "100%.prom", "#?&;.prom", "[x]{y}|\\^`\"<>.prom",
            "line\nfeed.prom", "-x.prom", "../outside.prom"})
    void anyNameOfAFileGivesAValidLog(String name) {
        LintRun.Result result = new LintRun().file(name, MANY).run("--output=sarif", "--", name);

        assertThat(breaches(result.out())).isEmpty();
        assertThat(result.out()).contains("\"uri\":");
        assertThat(result.status()).isEqualTo(1);
    }

    /** So that the tests above can fail. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"level\":\"note\" | \"level\":\"info\"",
            "\"uri\":\"page.prom\" | \"uri\":\"page prom\"", "{\"startLine\":1} | {\"startLine\":0}",
            "\"version\":\"2.1.0\" | \"version\":\"2.2.0\"",
            "\"columnKind\":\"utf16CodeUnits\" | \"columnKind\":\"bytes\"",
            "\"ruleId\" | \"rule\""})
    void aBrokenLogIsSeen(String right, String wrong) {
        String log = new LintRun().file("page.prom", MANY).run("--output=sarif", "page.prom").out();

        assertThat(log).contains(right);
        assertThat(breaches(log.replace(right, wrong))).isNotEmpty();
    }
}
