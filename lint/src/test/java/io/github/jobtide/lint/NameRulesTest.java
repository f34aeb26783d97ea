package io.github.jobtide.lint;

import static io.github.jobtide.lint.RulePages.OPENMETRICS;
import static io.github.jobtide.lint.RulePages.PUSH;
import static io.github.jobtide.lint.RulePages.SCRAPE;
import static io.github.jobtide.lint.RulePages.UTF8;
import static io.github.jobtide.lint.RulePages.assertFound;
import static io.github.jobtide.lint.RulePages.assertNone;
import static io.github.jobtide.lint.RulePages.find;
import static io.github.jobtide.lint.RulePages.only;
import static io.github.jobtide.lint.RulePages.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about names: letters, suffixes, words. */
final class NameRulesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup-files,backup_files", "backup.files.saved,backup_files_saved", "1st_backup,_1st_backup",
            "größe_bytes,gr_e_bytes"})
    void aMetricNameOutsideTheAlphabetIsAnError(String name, String suggestion) {
        Finding finding = only("JT009", PUSH, page(name, "gauge", "1"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.column()).isEqualTo(1);
        assertThat(finding.reason()).isEqualTo("the metric name '" + name + "' is not allowed");
        assertThat(finding.suggestion()).isEqualTo(suggestion);
    }

    @Test
    void aQuotedNameIsAnErrorUnlessSuchNamesAreWanted() {
        String page = "# TYPE \"backup.files\" gauge\n{\"backup.files\",\"host.name\"=\"a\"} 1\n";

        assertThat(find("JT009", PUSH, page)).extracting(Finding::column).containsExactly(1, 17);
        assertThat(find("JT009", UTF8, page)).isEmpty();
    }

    @Test
    void aNameWithoutTheQuotesItNeedsIsAnErrorAlsoWhereSuchNamesAreWanted() {
        assertThat(find("JT009", UTF8, "backup.files{host.name=\"a\"} 1\n")).extracting(Finding::reason)
                .containsExactly("the metric name 'backup.files' is not allowed without quotes",
                        "the label name 'host.name' is not allowed without quotes");
    }

    @Test
    void aLabelOutsideTheAlphabetIsFoundOnceInItsFamily() {
        Finding finding = only("JT009", PUSH, "backup_files{a=\"1\",b-c=\"2\"} 1\nbackup_files{a=\"1\",b-c=\"3\"} 1\n");

        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.column()).isEqualTo(20);
        assertThat(finding.suggestion()).isEqualTo("b_c");
    }

    @Test
    void aLabelWithTwoUnderscoresInFrontIsAnErrorAlsoWhereAllNamesAreWanted() {
        Finding finding = only("JT009", UTF8, "backup_files{__host=\"a\"} 1\n");

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.suggestion()).isEqualTo("host");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"_backup:files_9{_a=\"x\",b9=\"\"} 1\n", "backup_files{a__b=\"ü\"} 1\n"})
    void namesOfTheAlphabetAreAllowed(String page) {
        assertNone("JT009", page);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup_errors,backup_errors_total", "errors_count,errors_total", "backup_counter,backup_total",
            "backupErrorsTotal,backupErrors_total"})
    void aCounterWithoutTotalIsAWarning(String name, String suggestion) {
        assertFound("JT205", Severity.WARNING, page(name, "counter", "1"),
                "the name of a counter does not end in _total", suggestion);
    }

    @Test
    void aCounterWithoutTotalIsAnErrorInOpenMetrics() {
        String page = "# TYPE backup_errors counter\nbackup_errors{a=\"1\"} 1\nbackup_errors{a=\"2\"} 1\n";

        Finding finding = only("JT205", OPENMETRICS, page);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.suggestion()).isEqualTo("backup_errors_total");
    }

    @Test
    void aCounterOfOpenMetricsHasTotalOnItsSamplesOnly() {
        assertThat(find("JT205", OPENMETRICS,
                "# TYPE backup_errors counter\nbackup_errors_total 1\nbackup_errors_created 1795777344.5\n")).isEmpty();
    }

    @Test
    void whatIsNoCounterNeedsNoTotal() {
        assertNone("JT205", page("backup_errors", "gauge", "1"));
        assertNone("JT205", page("backup_errors", "untyped", "1"));
        assertNone("JT205", page("backup_errors_total", "counter", "1"));
    }

    @Test
    void aGaugeWithTotalIsFound() {
        assertFound("JT206", Severity.WARNING, page("job_operations_total", "gauge", "1"),
                "a gauge has a name that ends in _total",
                "job_operations, with last_run in the name if it is the count of one run");
        assertThat(only("JT206", SCRAPE, page("job_operations_total", "gauge", "1")).suggestion())
                .isEqualTo("job_operations");
    }

    @Test
    void aHistogramWithTotalIsFound() {
        assertFound("JT206", Severity.WARNING, """
                # TYPE backup_seconds_total histogram
                backup_seconds_total_bucket{le="+Inf"} 1
                backup_seconds_total_sum 1
                backup_seconds_total_count 1
                """, "a histogram has a name that ends in _total", "backup_seconds");
    }

    @Test
    void totalOnACounterOrWithoutATypeIsNotFound() {
        assertNone("JT206", page("backup_errors_total", "counter", "1"));
        assertNone("JT206", page("backup_errors_total", "untyped", "1"));
        assertNone("JT206", "backup_errors_total 1\n");
        assertNone("JT206", page("backup_total_files", "gauge", "1"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"backup_errors_count,gauge,backup_errors",
            "system_cpu_count,gauge,system_cpus", "backup_retry_count,gauge,backup_retries",
            "errors_count,gauge,errors with a word more that says whose it is",
            "backup_bytes_sum,counter,backup_bytes", "backup_files_bucket,untyped,another ending"})
    void aNameLikeAPartOfAHistogramIsAWarning(String name, String type, String suggestion) {
        assertFound("JT207", Severity.WARNING, page(name, type, "1"),
                "the name ends in " + name.substring(name.lastIndexOf('_')) + " like a part of a histogram",
                suggestion);
    }

    @Test
    void theTimeOfCreationThatClientsWriteIsAWarning() {
        assertFound("JT207", Severity.WARNING, page("backup_seconds_created", "gauge", "1795777344"),
                "the name ends in _created like a part of a histogram",
                "backup_creation_timestamp_seconds; client libraries can leave the series of that name out");
    }

    @Test
    void aPartOfAHistogramThatLacksItsTypeIsToldSo() {
        assertThat(only("JT207", PUSH, "backup_seconds_count 1\n").suggestion())
                .isEqualTo("backup_seconds; or '# TYPE backup_seconds histogram' above it if it is part of one");
    }

    @Test
    void partsOfAHistogramAndOfASummaryAreNotFound() {
        String page = """
                # TYPE backup_seconds %s
                backup_seconds_sum 1
                backup_seconds_count 1
                """;

        assertNone("JT207", page.formatted("histogram"));
        assertNone("JT207", page.formatted("summary"));
        assertNone("JT207", page("backup_discount", "gauge", "1"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"histogram,_count", "histogram,_sum", "histogram,_bucket", "summary,_count"})
    void aMetricWithTheNameOfAPartIsAnErrorInEitherOrder(String type, String suffix) {
        String own = "# TYPE backup_seconds" + suffix + " gauge\nbackup_seconds" + suffix + "{kind=\"new\"} 1\n";
        String whole = "# TYPE backup_seconds " + type + "\nbackup_seconds_sum 1\nbackup_seconds_count 1\n";

        assertThat(only("JT207", PUSH, whole + own)).returns(Severity.ERROR, Finding::severity)
                .returns("the name is that of a part of backup_seconds, which stands on the same page",
                        Finding::reason);
        assertThat(find("JT207", PUSH, own + whole)).extracting(Finding::severity).containsExactly(Severity.WARNING,
                Severity.ERROR);
        assertThat(find("JT207", PUSH, own + whole).get(1)).returns(3, Finding::line)
                .returns("backup_seconds", Finding::series)
                .returns("the name of backup_seconds" + suffix + " on line 1 is that of a part of this family",
                        Finding::reason);
    }

    @Test
    void aFamilyOfWhichThereAreOnlyCommentsClashesWithNothing() {
        assertNone("JT207", """
                # TYPE backup_seconds_count gauge
                # TYPE backup_seconds histogram
                backup_seconds_sum 1
                """);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"backup_queue_gauge,gauge,backup_queue",
            "queue_gauge,gauge,'queue with a word that says what is counted, such as length or size'",
            "backup_errors_counter,counter,backup_errors_total", "backup_counter_total,counter,backup_total",
            "backup_size_histogram,gauge,backup_size"})
    void aTypeInANameIsFound(String name, String type, String suggestion) {
        assertThat(only("JT208", PUSH, page(name, type, "1")).suggestion()).isEqualTo(suggestion);
        assertThat(only("JT208", PUSH, page(name, type, "1")).severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gauge", "backup_gauges", "prometheus_remote_storage_histograms_total",
            "report_summary", "counter_terminal_visitors", "backup_countersign"})
    void aWordThatIsNoTypeOfTheFamilyIsNotFound(String name) {
        assertNone("JT208", page(name, "gauge", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup:files:sum,backup_files_sum", "job_:backup,job_backup", "backup::files,backup_files"})
    void aColonIsFound(String name, String suggestion) {
        assertFound("JT209", Severity.WARNING, page(name, "gauge", "1"), "the name has a colon", suggestion);
    }

    @Test
    void aLongRowOfUnderscoresTakesNoLongTime() {
        String page = page("a" + "_".repeat(500_000) + "b:c", "gauge", "1");

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(find("JT209", PUSH, page)).hasSize(1);
        });
    }

    @Test
    void aColonInALabelValueIsNotFound() {
        assertNone("JT209", "backup_files{host=\"a:1\"} 1\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"stock", "_stock", "stock_"})
    void aNameOfOneWordIsFound(String name) {
        Finding finding = only("JT210", PUSH, page(name, "gauge", "1"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.series()).isEqualTo(name);
    }

    @Test
    void aHistogramOfOneWordIsFound() {
        assertThat(find("JT210", PUSH, "# TYPE latency histogram\nlatency_sum 1\nlatency_count 1\n")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"up", "msisdn_stock", "jobDuration", "errors_total"})
    void aNameOfTwoWordsIsNotFound(String name) {
        assertNone("JT210", page(name, "gauge", "1"));
    }

    @Test
    void theSecondWordMayStandOnTheSamplesInOpenMetrics() {
        assertThat(find("JT210", OPENMETRICS,
                "# TYPE target info\ntarget_info{a=\"1\"} 1\n# TYPE errors counter\nerrors_total 1\n")).isEmpty();
    }
}
