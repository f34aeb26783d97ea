package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about what is at the head of a family: names, units, types, and values that contradict them. */
class NameRulesTest {
    private static final LintOptions PUSH = LintOptions.of(Profile.PUSH);
    private static final LintOptions SCRAPE = LintOptions.of(Profile.SCRAPE);
    private static final LintOptions OPENMETRICS = LintOptions.of(Profile.OPENMETRICS);
    private static final LintOptions UTF8 = new LintOptions(Profile.PUSH, Map.of(), Set.of(), Map.of(), true);

    static List<Finding> find(String rule, LintOptions options, String page) throws IOException {
        return Linter.of(options).lint(new ByteArrayInputStream(page.getBytes(UTF_8))).findings().stream()
                .filter(finding -> finding.rule().equals(rule)).toList();
    }

    static String page(String name, String type, String value) {
        return "# HELP " + name + " What it counts.\n# TYPE " + name + " " + type + "\n" + name + " " + value + "\n";
    }

    private static LintOptions ofJob(String job) {
        return new LintOptions(Profile.PUSH, Map.of("job", job), Set.of(), Map.of(), false);
    }

    private static Finding only(String rule, LintOptions options, String page) throws IOException {
        List<Finding> found = find(rule, options, page);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void assertFound(String rule, Severity severity, String page, String reason, String suggestion)
            throws IOException {
        Finding finding = only(rule, PUSH, page);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.reason()).isEqualTo(reason);
        assertThat(finding.suggestion()).isEqualTo(suggestion);
    }

    private static void assertNone(String rule, String page) throws IOException {
        assertThat(find(rule, PUSH, page)).isEmpty();
    }

    // JT005

    @Test
    void aTimestampInAPushIsAnErrorAtItsColumn() throws IOException {
        Finding finding = only("JT005", PUSH, "backup_files{kind=\"new\"} 12 1795777344000\n");

        assertThat(finding).isEqualTo(new Finding("JT005", Severity.ERROR, 1, 29, "backup_files{kind=\"new\"}",
                "a timestamp stands behind the value",
                "leave it out; if the time matters, write it as the value of a metric …_timestamp_seconds"));
    }

    @Test
    void aTimestampOnAScrapedPageIsAnInfo() throws IOException {
        assertThat(only("JT005", SCRAPE, "backup_files 12 1795777344000\n").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aTimestampInOpenMetricsIsLeftAlone() throws IOException {
        assertThat(find("JT005", OPENMETRICS, "backup_files 12 1795777344.5\n")).isEmpty();
    }

    @Test
    void eachSampleWithATimestampIsFound() throws IOException {
        assertThat(
                find("JT005", PUSH, "backup_files{a=\"1\"} 1 5\nbackup_files{a=\"2\"} 1\nbackup_files{a=\"3\"} 1 0\n"))
                .extracting(Finding::line).containsExactly(1, 3);
    }

    // JT009

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup-files,backup_files", "backup.files.saved,backup_files_saved", "1st_backup,_1st_backup",
            "größe_bytes,gr_e_bytes"})
    void aMetricNameOutsideTheAlphabetIsAnError(String name, String suggestion) throws IOException {
        Finding finding = only("JT009", PUSH, page(name, "gauge", "1"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.column()).isEqualTo(1);
        assertThat(finding.reason()).isEqualTo("the metric name '" + name + "' is not allowed");
        assertThat(finding.suggestion()).isEqualTo(suggestion);
    }

    @Test
    void aQuotedNameIsAnErrorUnlessSuchNamesAreWanted() throws IOException {
        String page = "# TYPE \"backup.files\" gauge\n{\"backup.files\",\"host.name\"=\"a\"} 1\n";

        assertThat(find("JT009", PUSH, page)).extracting(Finding::column).containsExactly(1, 17);
        assertThat(find("JT009", UTF8, page)).isEmpty();
    }

    @Test
    void aNameWithoutTheQuotesItNeedsIsAnErrorAlsoWhereSuchNamesAreWanted() throws IOException {
        assertThat(find("JT009", UTF8, "backup.files{host.name=\"a\"} 1\n")).extracting(Finding::reason)
                .containsExactly("the metric name 'backup.files' is not allowed without quotes",
                        "the label name 'host.name' is not allowed without quotes");
    }

    @Test
    void aLabelOutsideTheAlphabetIsFoundOnceInItsFamily() throws IOException {
        Finding finding = only("JT009", PUSH, "backup_files{a=\"1\",b-c=\"2\"} 1\nbackup_files{a=\"1\",b-c=\"3\"} 1\n");

        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.column()).isEqualTo(20);
        assertThat(finding.suggestion()).isEqualTo("b_c");
    }

    @Test
    void aLabelWithTwoUnderscoresInFrontIsAnErrorAlsoWhereAllNamesAreWanted() throws IOException {
        Finding finding = only("JT009", UTF8, "backup_files{__host=\"a\"} 1\n");

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.suggestion()).isEqualTo("host");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"_backup:files_9{_a=\"x\",b9=\"\"} 1\n", "backup_files{a__b=\"ü\"} 1\n"})
    void namesOfTheAlphabetAreAllowed(String page) throws IOException {
        assertNone("JT009", page);
    }

    // JT101, JT102

    @Test
    void aFamilyWithoutHelpIsFoundAtItsFirstLine() throws IOException {
        String page = "backup_runs 1\n# TYPE backup_files gauge\nbackup_files{a=\"1\"} 1\nbackup_files{a=\"2\"} 1\n";

        assertThat(find("JT101", PUSH, page)).extracting(Finding::line).containsExactly(1, 2);
        assertThat(find("JT101", PUSH, page)).extracting(Finding::series).containsExactly("backup_runs",
                "backup_files");
    }

    @Test
    void anEmptyHelpLineIsFound() throws IOException {
        assertFound("JT101", Severity.WARNING, "# HELP backup_files  \n# TYPE backup_files gauge\nbackup_files 1\n",
                "the HELP line is empty", "# HELP backup_files What it counts, in which unit.");
    }

    @Test
    void theHelpOfAHistogramCountsForAllItsSamples() throws IOException {
        assertNone("JT101", """
                # HELP backup_seconds Wall time of backups in seconds.
                # TYPE backup_seconds histogram
                backup_seconds_bucket{le="+Inf"} 1
                backup_seconds_sum 2
                backup_seconds_count 1
                """);
    }

    @Test
    void aFamilyWithoutTypeIsAWarning() throws IOException {
        assertFound("JT102", Severity.WARNING, "backup_files_total 1\n", "there is no TYPE line",
                "# TYPE backup_files_total counter");
    }

    @Test
    void aFamilyOfOpenTypeIsAnInfo() throws IOException {
        assertFound("JT102", Severity.INFO, page("backup_files", "untyped", "1"), "the TYPE line leaves the type open",
                "# TYPE backup_files gauge; or counter if it only ever grows");
        assertThat(only("JT102", OPENMETRICS, page("backup_files", "unknown", "1")).severity())
                .isEqualTo(Severity.INFO);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gauge", "counter"})
    void aFamilyWithATypeIsNotFound(String type) throws IOException {
        assertNone("JT102", page("backup_files_total", type, "1"));
    }

    // JT201 to JT204

    @ParameterizedTest(name = "{0}")
    @CsvSource({"jobDuration,job_duration", "node_memory_MemTotal_bytes,node_memory_mem_total_bytes",
            "Backup_files,backup_files", "node_memory_DirectMap4k_bytes,node_memory_direct_map4k_bytes",
            "backup_sizeKB,backup_size_kb"})
    void capitalsAreFound(String name, String suggestion) throws IOException {
        assertFound("JT201", Severity.WARNING, page(name, "gauge", "1"), "the name has capitals", suggestion);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_files", "_b9:files", "größe"})
    void aNameWithoutCapitalsIsNotFound(String name) throws IOException {
        assertNone("JT201", page(name, "gauge", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup_duration_milliseconds,milliseconds,'backup_duration_seconds, divided by 1000'",
            "backup_millis_spent_total,millis,'backup_spent_seconds_total, divided by 1000'",
            "jobDurationMillis,millis,'job_duration_seconds, divided by 1000'",
            "backup_microseconds,microseconds,'backup_seconds, divided by 1000000'",
            "backup_size_kilobytes,kilobytes,'backup_size_bytes, times 1000'",
            "backup_size_mebibytes_max,mebibytes,'backup_size_bytes_max, times 1048576'",
            "backup_kilobits_per_second,kilobits,'backup_bytes_per_second, times 125'",
            "node_entropy_available_bits,bits,'node_entropy_available_bytes, divided by 8'",
            "backup_duration_minutes,minutes,'backup_duration_seconds, times 60'",
            "backup_hours_since_success,hours,'backup_since_success_seconds, times 3600'",
            "certificate_days_left,days,'certificate_left_seconds, times 86400'",
            "ups_load_milliamperes,milliamperes,'ups_load_amperes, divided by 1000'"})
    void aUnitThatIsNoBaseUnitIsFound(String name, String unit, String suggestion) throws IOException {
        assertFound("JT202", Severity.WARNING, page(name, "gauge", "1"), "the name counts " + unit, suggestion);
    }

    @Test
    void perCentAreFoundAndOfACpuItsTimeIsSuggestedToo() throws IOException {
        assertFound("JT202", Severity.WARNING, page("job_cpu_usage_percent", "gauge", "1"), "the name counts per cent",
                "job_cpu_usage_ratio, from 0 to 1: divided by 100 if it goes up to 100; or the CPU time in seconds");
        assertFound("JT202", Severity.WARNING, page("disk_pct_used", "gauge", "1"), "the name counts per cent",
                "disk_used_ratio, from 0 to 1: divided by 100 if it goes up to 100");
    }

    @Test
    void aUnitIsFoundOnceInAName() throws IOException {
        assertThat(find("JT202", PUSH, page("backup_millis_percent", "gauge", "1"))).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_duration_seconds", "backup_days_kept_snapshots", "shop_hours_open_ratio",
            "backup_bits_set_patterns", "backup_percentile_rank", "backup_minimum_files", "milliner_orders",
            "backup_micro_batches"})
    void aWordThatOnlyLooksLikeAUnitIsNotFound(String name) throws IOException {
        assertNone("JT202", page(name, "gauge", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"node_disk_io_time_ms,ms,'node_disk_io_time_seconds, divided by 1000'",
            "process_cpu_time_ns_total,ns,'process_cpu_time_seconds_total, divided by 1000000000'",
            "backup_duration_us,us,'backup_duration_seconds, divided by 1000000'",
            "backup_duration_s,s,'backup_duration_seconds, with the same values'",
            "backup_wait_sec,sec,'backup_wait_seconds, with the same values'",
            "backup_duration_h,h,'backup_duration_seconds, times 3600'",
            "backup_age_d,d,'backup_age_seconds, times 86400'",
            "backup_size_b,b,'backup_size_bytes, with the same values'",
            "job_memory_usage_kb,kb,'job_memory_usage_bytes, times 1000, or 1024 if those were counted'",
            "backup_gib_total,gib,'backup_bytes_total, times 1073741824'"})
    void anAbbreviatedUnitIsFound(String name, String unit, String suggestion) throws IOException {
        assertFound("JT203", Severity.WARNING, page(name, "gauge", "1"),
                "the name abbreviates its unit: " + unit, suggestion);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_duration_min", "orders_us", "dns_records_ns", "variant_b", "vitamin_d", "class_s",
            "ms_teams_messages", "backup_load_1h", "backup_items", "ms", "queue_messages_per_s"})
    void whatIsNoUnitInShortIsNotFound(String name) throws IOException {
        assertNone("JT203", page(name, "gauge", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"memory_bytes_used,bytes,memory_used_bytes", "backup_bytes_read_total,bytes,backup_read_bytes_total",
            "backup_seconds_waiting_max,seconds,backup_waiting_seconds_max",
            "oven_celsius_left,celsius,oven_left_celsius"})
    void aUnitInTheMiddleIsAnInfo(String name, String unit, String suggestion) throws IOException {
        assertFound("JT204", Severity.INFO, page(name, "gauge", "1"),
                "the unit '" + unit + "' is not at the end of the name", suggestion);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"memory_used_bytes", "memory_read_bytes_total", "http_server_requests_seconds_max",
            "node_network_bytes_per_minute", "backup_success_seconds_ago", "backup_seconds_to_bytes_ratio",
            "bytes", "disk_bytes_read_ms"})
    void aUnitAtTheEndIsNotFound(String name) throws IOException {
        assertNone("JT204", page(name, "gauge", "1"));
    }

    // JT205 to JT208

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup_errors,backup_errors_total", "errors_count,errors_total", "backup_counter,backup_total",
            "backupErrorsTotal,backupErrors_total"})
    void aCounterWithoutTotalIsAWarning(String name, String suggestion) throws IOException {
        assertFound("JT205", Severity.WARNING, page(name, "counter", "1"),
                "the name of a counter does not end in _total", suggestion);
    }

    @Test
    void aCounterWithoutTotalIsAnErrorInOpenMetrics() throws IOException {
        String page = "# TYPE backup_errors counter\nbackup_errors{a=\"1\"} 1\nbackup_errors{a=\"2\"} 1\n";

        Finding finding = only("JT205", OPENMETRICS, page);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.suggestion()).isEqualTo("backup_errors_total");
    }

    @Test
    void aCounterOfOpenMetricsHasTotalOnItsSamplesOnly() throws IOException {
        assertThat(find("JT205", OPENMETRICS,
                "# TYPE backup_errors counter\nbackup_errors_total 1\nbackup_errors_created 1795777344.5\n")).isEmpty();
    }

    @Test
    void whatIsNoCounterNeedsNoTotal() throws IOException {
        assertNone("JT205", page("backup_errors", "gauge", "1"));
        assertNone("JT205", page("backup_errors", "untyped", "1"));
        assertNone("JT205", page("backup_errors_total", "counter", "1"));
    }

    @Test
    void aGaugeWithTotalIsFound() throws IOException {
        assertFound("JT206", Severity.WARNING, page("job_operations_total", "gauge", "1"),
                "a gauge has a name that ends in _total",
                "job_operations, with last_run in the name if it is the count of one run");
        assertThat(only("JT206", SCRAPE, page("job_operations_total", "gauge", "1")).suggestion())
                .isEqualTo("job_operations");
    }

    @Test
    void aHistogramWithTotalIsFound() throws IOException {
        assertFound("JT206", Severity.WARNING, """
                # TYPE backup_seconds_total histogram
                backup_seconds_total_bucket{le="+Inf"} 1
                backup_seconds_total_sum 1
                backup_seconds_total_count 1
                """, "a histogram has a name that ends in _total", "backup_seconds");
    }

    @Test
    void totalOnACounterOrWithoutATypeIsNotFound() throws IOException {
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
    void aNameLikeAPartOfAHistogramIsAWarning(String name, String type, String suggestion) throws IOException {
        assertFound("JT207", Severity.WARNING, page(name, type, "1"),
                "the name ends in " + name.substring(name.lastIndexOf('_')) + " like a part of a histogram",
                suggestion);
    }

    @Test
    void theTimeOfCreationThatClientsWriteIsAWarning() throws IOException {
        assertFound("JT207", Severity.WARNING, page("backup_seconds_created", "gauge", "1795777344"),
                "the name ends in _created like a part of a histogram",
                "backup_creation_timestamp_seconds; client libraries can leave the series of that name out");
    }

    @Test
    void aPartOfAHistogramThatLacksItsTypeIsToldSo() throws IOException {
        assertThat(only("JT207", PUSH, "backup_seconds_count 1\n").suggestion())
                .isEqualTo("backup_seconds; or '# TYPE backup_seconds histogram' above it if it is part of one");
    }

    @Test
    void partsOfAHistogramAndOfASummaryAreNotFound() throws IOException {
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
    void aMetricWithTheNameOfAPartIsAnErrorInEitherOrder(String type, String suffix) throws IOException {
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
    void aFamilyOfWhichThereAreOnlyCommentsClashesWithNothing() throws IOException {
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
    void aTypeInANameIsFound(String name, String type, String suggestion) throws IOException {
        assertThat(only("JT208", PUSH, page(name, type, "1")).suggestion()).isEqualTo(suggestion);
        assertThat(only("JT208", PUSH, page(name, type, "1")).severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gauge", "backup_gauges", "prometheus_remote_storage_histograms_total",
            "report_summary", "counter_terminal_visitors", "backup_countersign"})
    void aWordThatIsNoTypeOfTheFamilyIsNotFound(String name) throws IOException {
        assertNone("JT208", page(name, "gauge", "1"));
    }

    // JT209, JT210

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup:files:sum,backup_files_sum", "job_:backup,job_backup", "backup::files,backup_files"})
    void aColonIsFound(String name, String suggestion) throws IOException {
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
    void aColonInALabelValueIsNotFound() throws IOException {
        assertNone("JT209", "backup_files{host=\"a:1\"} 1\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"stock", "_stock", "stock_"})
    void aNameOfOneWordIsFound(String name) throws IOException {
        Finding finding = only("JT210", PUSH, page(name, "gauge", "1"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.series()).isEqualTo(name);
    }

    @Test
    void aHistogramOfOneWordIsFound() throws IOException {
        assertThat(find("JT210", PUSH, "# TYPE latency histogram\nlatency_sum 1\nlatency_count 1\n")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"up", "msisdn_stock", "jobDuration", "errors_total"})
    void aNameOfTwoWordsIsNotFound(String name) throws IOException {
        assertNone("JT210", page(name, "gauge", "1"));
    }

    @Test
    void theSecondWordMayStandOnTheSamplesInOpenMetrics() throws IOException {
        assertThat(find("JT210", OPENMETRICS,
                "# TYPE target info\ntarget_info{a=\"1\"} 1\n# TYPE errors counter\nerrors_total 1\n")).isEmpty();
    }

    // JT211 to JT213

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"msisdn_last_updated,1795777344,msisdn_last_update_timestamp_seconds",
            "job_last_success,1.795777344e+09,job_last_success_timestamp_seconds",
            "job_last_run,1795777344,job_last_run_timestamp_seconds",
            "job_last_success_seconds,1795777344,job_last_success_timestamp_seconds",
            "job_started_at,1795777344,job_start_timestamp_seconds",
            "node_boot_time,1418183276,node_boot_timestamp_seconds",
            "kube_cronjob_status_last_schedule_time,1795777344,kube_cronjob_status_last_schedule_timestamp_seconds",
            "probe_ssl_earliest_cert_expiry,1795777344,probe_ssl_earliest_cert_expiry_timestamp_seconds",
            "job_success_timestamp,1795777344,job_success_timestamp_seconds",
            "job_finished,1000000000,job_completion_timestamp_seconds"})
    void aUnixTimeIsFoundAtItsValue(String name, String value, String suggestion) throws IOException {
        Finding finding = only("JT211", PUSH, page(name, "gauge", value));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.column()).isEqualTo(name.length() + 2);
        assertThat(finding.suggestion()).isEqualTo(suggestion);
    }

    @Test
    void aUnixTimeInMillisecondsIsFound() throws IOException {
        assertFound("JT211", Severity.WARNING, page("job_last_run_ms", "gauge", "1795777344000"),
                "the value is a Unix time in milliseconds, and the name does not end in _timestamp_seconds",
                "job_last_run_timestamp_seconds, divided by 1000");
    }

    @Test
    void aUnixTimeIsFoundOnceInAFamilyAlsoWithoutAType() throws IOException {
        assertThat(find("JT211", PUSH,
                "job_last_run{a=\"1\"} 0\njob_last_run{a=\"2\"} 1795777344\njob_last_run{a=\"3\"} 1795777345\n"))
                .extracting(Finding::line).containsExactly(2);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"job_last_success_timestamp_seconds,1795777344", "process_start_time_seconds,1795777344",
            "push_time_seconds,1795777344", "memory_used_bytes,1795777344", "job_last_run_bytes,1795777344",
            "job_last_run_records,1795777344", "job_last_updated,999999999", "job_last_updated,2500000000",
            "job_last_updated,NaN", "backup_files,1795777344", "job_run,1795777344", "job_seconds_created,1795777344"})
    void whatIsNamedForATimeOrIsNoneIsNotFound(String name, String value) throws IOException {
        assertNone("JT211", page(name, "gauge", value));
    }

    @Test
    void aCounterIsNoUnixTime() throws IOException {
        assertNone("JT211", page("rows_updated", "counter", "1795777344"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1e12,1000000000", "1795777344000,1795777344", "1795777344500,1795777344.5", "1e14,100000000000"})
    void millisecondsUnderANameInSecondsAreAnError(String value, String seconds) throws IOException {
        assertFound("JT212", Severity.ERROR, page("job_last_success_timestamp_seconds", "gauge", value),
                "the name counts seconds, the value is in milliseconds", "divide it by 1000: " + seconds);
        assertThat(only("JT212", PUSH, page("job_seconds", "gauge", value)).column()).isEqualTo(13);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"job_seconds,999999999999", "job_seconds,1.1e14", "job_seconds,-1795777344000", "job_seconds,+Inf",
            "job_seconds,NaN", "job_timestamp_ms,1795777344000", "job_bytes,1795777344000",
            "job_seconds_total,1795777344000", "certificate_not_after_timestamp_seconds,253402300799"})
    void otherValuesAreNotTakenForMilliseconds(String name, String value) throws IOException {
        assertNone("JT212", page(name, "gauge", value));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup_last_success_seconds_ago,backup_last_success_timestamp_seconds",
            "backup_last_success_ago,backup_last_success_timestamp_seconds",
            "backup_age_seconds,backup_timestamp_seconds", "backup_file_age,backup_file_timestamp_seconds",
            "backup_seconds_since_last_success,backup_last_success_timestamp_seconds",
            "time_since_last_backup_seconds,last_backup_timestamp_seconds"})
    void anAgeIsAnInfo(String name, String suggestion) throws IOException {
        assertFound("JT213", Severity.INFO, page(name, "gauge", "420"),
                "the value is an age, which stands still when nobody pushes",
                suggestion + ", and time() minus that in the query");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"process_uptime_seconds,process_start_time_seconds", "uptime_seconds,start_time_seconds",
            "worker_uptime,worker_start_time_seconds"})
    void anUptimeIsAnInfo(String name, String suggestion) throws IOException {
        assertFound("JT213", Severity.INFO, page(name, "gauge", "420"),
                "the value is how long something has been up, which goes stale where it is kept",
                suggestion + ", the Unix time of the start");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_last_success_timestamp_seconds", "cache_max_age_seconds", "storage_bytes",
            "average_seconds", "backup_files_since_restart", "page_seconds", "backup_duration_seconds"})
    void whatIsNoAgeIsNotFound(String name) throws IOException {
        assertNone("JT213", page(name, "gauge", "420"));
    }

    // JT214 to JT216

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_success_rate", "job_error_rate", "backup_success_percent",
            "cache_hit_percentage", "import_records_per_second", "import_rate"})
    void aComputedRateIsAWarning(String name) throws IOException {
        assertThat(only("JT214", PUSH, page(name, "gauge", "0.5")).severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"audio_sample_rate", "shop_exchange_rate", "node_infiniband_rate_bytes_per_second",
            "node_wifi_station_transmit_bits_per_second", "job_cpu_usage_percent", "rate", "rate_limit_requests",
            "gpu_clock_rate", "backup_iterate", "backup_saved_ratio"})
    void whatIsNoComputedRateIsNotFound(String name) throws IOException {
        assertNone("JT214", page(name, "gauge", "0.5"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"import_20261127_rows", "import_2026_11_27_rows", "import_rows_27_11_2026",
            "import_2026_11_rows"})
    void aDateInANameIsAWarning(String name) throws IOException {
        Finding finding = only("JT215", PUSH, page(name, "gauge", "1"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.reason()).isEqualTo("the name contains a date");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"import_4711_rows,4711", "rows_of_run_81623,81623", "import_run1234567_rows,run1234567"})
    void aNumberInANameIsFound(String name, String number) throws IOException {
        assertThat(only("JT215", PUSH, page(name, "gauge", "1")).reason())
                .isEqualTo("the name contains the number " + number);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"nightly-billing,nightly_billing_seconds", "NightlyBilling,acme_nightly_billing_rows",
            "nightly,job_nightly_seconds", "etl.orders/eu,etl_orders_eu_rows"})
    void theNameOfTheJobIsFound(String job, String name) throws IOException {
        assertThat(only("JT215", ofJob(job), page(name, "gauge", "1")).suggestion())
                .isEqualTo("a name for all jobs; the label job tells them apart");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"backup,backup_last_run_files", "files,backup_last_run_files", "nightly-billing,billing_nightly_rows",
            "node,node_cpu_seconds_total", "-,backup_files", "a,backup_sha256_files", "a,backup_iso_8601_files",
            "a,backup_iso8601_files", "a,port_443_checks", "nightly,job_nightlyrun_seconds"})
    void whatBelongsInANameIsNotFound(String job, String name) throws IOException {
        assertThat(find("JT215", ofJob(job), page(name, "gauge", "1"))).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"backup_saved_ratio,96", "backup_saved_ratio,1.01", "backup_saved_ratio,-0.1",
            "backup_saved_ratio,+Inf",
            "billing_db_up,2", "backup_last_run_success,-1", "backup_config_valid,0.5", "dns_status_up,7",
            "backup_build_info,0", "backup_build_info,2"})
    void aValueAgainstItsNameIsAWarningAtTheValue(String name, String value) throws IOException {
        Finding finding = only("JT216", PUSH, page(name, "gauge", value));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.column()).isEqualTo(name.length() + 2);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"backup_saved_ratio,0", "backup_saved_ratio,1", "jobtide_progress_ratio,NaN",
            "tsdb_compression_ratio,4.5", "redis_mem_fragmentation_ratio,4.2",
            "billing_db_up,0", "billing_db_up,1", "replicas_up,3", "backup_last_run_success,NaN",
            "backup_build_info,1", "backup_info_files,7", "backup_catchup,7"})
    void aValueThatFitsItsNameIsNotFound(String name, String value) throws IOException {
        assertNone("JT216", page(name, "gauge", value));
    }

    @Test
    void anInfoOfOpenMetricsIsOneFamilyAndNoGauge() throws IOException {
        String page = """
                # HELP backup_build_last_updated What was built when.
                # TYPE backup_build_last_updated info
                backup_build_last_updated_info{revision="1795777344"} 1
                # HELP backup_states_total In which state it is.
                # TYPE backup_states_total stateset
                backup_states_total{backup_states_total="idle"} 1
                # EOF
                """;

        assertThat(Linter.of(OPENMETRICS).lint(new ByteArrayInputStream(page.getBytes(UTF_8))).findings()).isEmpty();
        assertThat(only("JT216", OPENMETRICS, page.replace("\"} 1\n# HELP", "\"} 2\n# HELP")).reason())
                .isEqualTo("an _info metric is always 1, and this is not");
    }

    @Test
    void aCounterOfSuccessesMayBeMoreThanOne() throws IOException {
        assertNone("JT216", page("backup_success", "counter", "7"));
    }

    // Real names

    @ParameterizedTest(name = "{0}")
    @EnumSource(Profile.class)
    void wellNamedFamiliesOfRealProgramsGiveNothingAtAll(Profile profile) throws IOException {
        String page = page("process_start_time_seconds", "gauge", "1.79577734412e+09")
                + page("process_virtual_memory_max_bytes", "gauge", "1.8446744073709552e+19")
                + page("go_memstats_last_gc_time_seconds", "gauge", "1.795777344e+09")
                + page("prometheus_config_last_reload_success_timestamp_seconds", "gauge", "1.795777344e+09")
                + page("prometheus_config_last_reload_successful", "gauge", "1")
                + page("prometheus_tsdb_head_series", "gauge", "12345")
                + page("node_filesystem_avail_bytes", "gauge", "1.5e+11") + page("node_load15", "gauge", "0.5")
                + page("node_network_up", "gauge", "1") + page("node_hwmon_temp_celsius", "gauge", "40")
                + page("jvm_memory_used_bytes", "gauge", "1.5e+09") + page("jvm_gc_pause_seconds_max", "gauge", "0.5")
                + page("http_server_requests_active_seconds_max", "gauge", "0")
                + page("probe_success", "gauge", "1") + page("probe_http_status_code", "gauge", "200")
                + page("redis_up", "gauge", "1") + page("alertmanager_build_info", "gauge", "1")
                + page("jobtide_last_run_cpu_seconds", "gauge", "12")
                + page("jobtide_success_deadline_timestamp_seconds", "gauge", "1795777344")
                + page("jobtide_consecutive_failures", "gauge", "0");

        LintResult result = Linter.of(LintOptions.of(profile)).lint(new ByteArrayInputStream(page.getBytes(UTF_8)));

        assertThat(result.findings()).filteredOn(finding -> finding.rule().matches("JT(005|009|1..|2..)")).isEmpty();
    }

    @Test
    void oddNamesOfRealProgramsGiveNoError() throws IOException {
        String page = page("node_memory_MemTotal_bytes", "gauge", "1.6e+10")
                + page("node_entropy_available_bits", "gauge", "256")
                + page("process_cpu_time_ns_total", "counter", "1.5e+12") + page("system_cpu_count", "gauge", "4")
                + page("prometheus_tsdb_head_max_time", "gauge", "1.795777344e+12")
                + page("prometheus_tsdb_lowest_timestamp", "gauge", "1.795777344e+12")
                + page("probe_ssl_earliest_cert_expiry", "gauge", "1.795777344e+09")
                + page("jvm_gc_collection_seconds_created", "gauge", "1.795777344e+09")
                + page("process_uptime_seconds", "gauge", "420") + page("go_gc_gogc_percent", "gauge", "100")
                + page("hikaricp_connections", "gauge", "10") + page("kube_job_created", "gauge", "1795777344");

        LintResult result = Linter.of(SCRAPE).lint(new ByteArrayInputStream(page.getBytes(UTF_8)));

        assertThat(result.findings()).filteredOn(finding -> finding.rule().matches("JT(005|009|1..|2..)"))
                .extracting(Finding::severity).doesNotContain(Severity.ERROR);
    }
}
