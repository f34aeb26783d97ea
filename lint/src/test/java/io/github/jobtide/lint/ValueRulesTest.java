package io.github.jobtide.lint;

import static io.github.jobtide.lint.RulePages.OPENMETRICS;
import static io.github.jobtide.lint.RulePages.PUSH;
import static io.github.jobtide.lint.RulePages.SCRAPE;
import static io.github.jobtide.lint.RulePages.assertFound;
import static io.github.jobtide.lint.RulePages.assertNone;
import static io.github.jobtide.lint.RulePages.find;
import static io.github.jobtide.lint.RulePages.ofJob;
import static io.github.jobtide.lint.RulePages.only;
import static io.github.jobtide.lint.RulePages.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about what stands beside or against a name: timestamps, HELP, TYPE, and values that contradict it. */
final class ValueRulesTest {
    @Test
    void aTimestampInAPushIsAnErrorAtItsColumn() {
        Finding finding = only("JT005", PUSH, "backup_files{kind=\"new\"} 12 1795777344000\n");

        assertThat(finding).isEqualTo(new Finding("JT005", Severity.ERROR, 1, 29, "backup_files{kind=\"new\"}",
                "a timestamp stands behind the value",
                "leave it out; if the time matters, write it as the value of a metric …_timestamp_seconds"));
    }

    @Test
    void aTimestampOnAScrapedPageIsAnInfo() {
        assertThat(only("JT005", SCRAPE, "backup_files 12 1795777344000\n").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aTimestampInOpenMetricsIsLeftAlone() {
        assertThat(find("JT005", OPENMETRICS, "backup_files 12 1795777344.5\n")).isEmpty();
    }

    @Test
    void eachSampleWithATimestampIsFound() {
        assertThat(
                find("JT005", PUSH, "backup_files{a=\"1\"} 1 5\nbackup_files{a=\"2\"} 1\nbackup_files{a=\"3\"} 1 0\n"))
                .extracting(Finding::line).containsExactly(1, 3);
    }

    @Test
    void aFamilyWithoutHelpIsFoundAtItsFirstLine() {
        String page = "backup_runs 1\n# TYPE backup_files gauge\nbackup_files{a=\"1\"} 1\nbackup_files{a=\"2\"} 1\n";

        assertThat(find("JT101", PUSH, page)).extracting(Finding::line).containsExactly(1, 2);
        assertThat(find("JT101", PUSH, page)).extracting(Finding::series).containsExactly("backup_runs",
                "backup_files");
    }

    @Test
    void anEmptyHelpLineIsFound() {
        assertFound("JT101", Severity.WARNING, "# HELP backup_files  \n# TYPE backup_files gauge\nbackup_files 1\n",
                "the HELP line is empty", "# HELP backup_files What it counts, in which unit.");
    }

    @Test
    void theHelpOfAHistogramCountsForAllItsSamples() {
        assertNone("JT101", """
                # HELP backup_seconds Wall time of backups in seconds.
                # TYPE backup_seconds histogram
                backup_seconds_bucket{le="+Inf"} 1
                backup_seconds_sum 2
                backup_seconds_count 1
                """);
    }

    @Test
    void aFamilyWithoutTypeIsAWarning() {
        assertFound("JT102", Severity.WARNING, "backup_files_total 1\n", "there is no TYPE line",
                "# TYPE backup_files_total counter");
    }

    @Test
    void aFamilyOfOpenTypeIsAnInfo() {
        assertFound("JT102", Severity.INFO, page("backup_files", "untyped", "1"), "the TYPE line leaves the type open",
                "# TYPE backup_files gauge; or counter if it only ever grows");
        assertThat(only("JT102", OPENMETRICS, page("backup_files", "unknown", "1")).severity())
                .isEqualTo(Severity.INFO);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gauge", "counter"})
    void aFamilyWithATypeIsNotFound(String type) {
        assertNone("JT102", page("backup_files_total", type, "1"));
    }

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
    void aUnixTimeIsFoundAtItsValue(String name, String value, String suggestion) {
        Finding finding = only("JT211", PUSH, page(name, "gauge", value));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.column()).isEqualTo(name.length() + 2);
        assertThat(finding.suggestion()).isEqualTo(suggestion);
    }

    @Test
    void aUnixTimeInMillisecondsIsFound() {
        assertFound("JT211", Severity.WARNING, page("job_last_run_ms", "gauge", "1795777344000"),
                "the value is a Unix time in milliseconds, and the name does not end in _timestamp_seconds",
                "job_last_run_timestamp_seconds, divided by 1000");
    }

    @Test
    void aUnixTimeIsFoundOnceInAFamilyAlsoWithoutAType() {
        assertThat(find("JT211", PUSH,
                "job_last_run{a=\"1\"} 0\njob_last_run{a=\"2\"} 1795777344\njob_last_run{a=\"3\"} 1795777345\n"))
                .extracting(Finding::line).containsExactly(2);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"job_last_success_timestamp_seconds,1795777344", "process_start_time_seconds,1795777344",
            "push_time_seconds,1795777344", "memory_used_bytes,1795777344", "job_last_run_bytes,1795777344",
            "job_last_run_records,1795777344", "job_last_updated,999999999", "job_last_updated,2500000000",
            "job_last_updated,NaN", "backup_files,1795777344", "job_run,1795777344", "job_seconds_created,1795777344"})
    void whatIsNamedForATimeOrIsNoneIsNotFound(String name, String value) {
        assertNone("JT211", page(name, "gauge", value));
    }

    @Test
    void aCounterIsNoUnixTime() {
        assertNone("JT211", page("rows_updated", "counter", "1795777344"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1e12,1000000000", "1795777344000,1795777344", "1795777344500,1795777344.5", "1e14,100000000000"})
    void millisecondsUnderANameInSecondsAreAnError(String value, String seconds) {
        assertFound("JT212", Severity.ERROR, page("job_last_success_timestamp_seconds", "gauge", value),
                "the name counts seconds, the value is in milliseconds", "divide it by 1000: " + seconds);
        assertThat(only("JT212", PUSH, page("job_seconds", "gauge", value)).column()).isEqualTo(13);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"gauge,1795777344000000,microseconds,1000000,1795777344",
            "untyped,1795777344500000,microseconds,1000000,1795777344.5",
            "gauge,1795777344000000000,nanoseconds,1000000000,1795777344",
            "untyped,1795777344123456789,nanoseconds,1000000000,1795777344.123456768",
            "gauge,1e15,microseconds,1000000,1000000000", "gauge,2.5e18,nanoseconds,1000000000,2500000000"})
    void unixTimesInStillSmallerUnitsAreAnErrorThatNamesTheUnit(String type, String value, String unit, String by,
            String seconds) {
        for (String name : List.of("job_last_success_timestamp_seconds", "job_start_time_seconds", "job_end_seconds")) {
            assertFound("JT212", Severity.ERROR, page(name, type, value),
                    "the name counts seconds, the value is in " + unit, "divide it by " + by + ": " + seconds);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"job_seconds,999999999999", "job_seconds,1.1e14", "job_seconds,2.6e15", "job_seconds,9e17",
            "job_seconds,2.6e18", "job_bytes,1795777344000000", "job_seconds,-1795777344000", "job_seconds,+Inf",
            "job_seconds,NaN", "job_timestamp_ms,1795777344000", "job_bytes,1795777344000",
            "job_seconds_total,1795777344000", "certificate_not_after_timestamp_seconds,253402300799"})
    void otherValuesAreNotTakenForMilliseconds(String name, String value) {
        assertNone("JT212", page(name, "gauge", value));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"backup_last_success_seconds_ago,backup_last_success_timestamp_seconds",
            "backup_last_success_ago,backup_last_success_timestamp_seconds",
            "backup_age_seconds,backup_timestamp_seconds", "backup_file_age,backup_file_timestamp_seconds",
            "backup_seconds_since_last_success,backup_last_success_timestamp_seconds",
            "time_since_last_backup_seconds,last_backup_timestamp_seconds"})
    void anAgeIsAnInfo(String name, String suggestion) {
        assertFound("JT213", Severity.INFO, page(name, "gauge", "420"),
                "the value is an age, which stands still when nobody pushes",
                suggestion + ", and time() minus that in the query");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"process_uptime_seconds,process_start_time_seconds", "uptime_seconds,start_time_seconds",
            "worker_uptime,worker_start_time_seconds"})
    void anUptimeIsAnInfo(String name, String suggestion) {
        assertFound("JT213", Severity.INFO, page(name, "gauge", "420"),
                "the value is how long something has been up, which goes stale where it is kept",
                suggestion + ", the Unix time of the start");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_last_success_timestamp_seconds", "cache_max_age_seconds", "storage_bytes",
            "average_seconds", "backup_files_since_restart", "page_seconds", "backup_duration_seconds"})
    void whatIsNoAgeIsNotFound(String name) {
        assertNone("JT213", page(name, "gauge", "420"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_success_rate", "job_error_rate", "backup_success_percent",
            "cache_hit_percentage", "import_records_per_second", "import_rate"})
    void aComputedRateIsAWarning(String name) {
        assertThat(only("JT214", PUSH, page(name, "gauge", "0.5")).severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"audio_sample_rate", "shop_exchange_rate", "node_infiniband_rate_bytes_per_second",
            "node_wifi_station_transmit_bits_per_second", "job_cpu_usage_percent", "rate", "rate_limit_requests",
            "gpu_clock_rate", "backup_iterate", "backup_saved_ratio"})
    void whatIsNoComputedRateIsNotFound(String name) {
        assertNone("JT214", page(name, "gauge", "0.5"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"import_20261127_rows", "import_2026_11_27_rows", "import_rows_27_11_2026",
            "import_2026_11_rows"})
    void aDateInANameIsAWarning(String name) {
        Finding finding = only("JT215", PUSH, page(name, "gauge", "1"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.reason()).isEqualTo("the name contains a date");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"import_4711_rows,4711", "rows_of_run_81623,81623", "import_run1234567_rows,run1234567"})
    void aNumberInANameIsFound(String name, String number) {
        assertThat(only("JT215", PUSH, page(name, "gauge", "1")).reason())
                .isEqualTo("the name contains the number " + number);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"nightly-billing,nightly_billing_seconds", "NightlyBilling,acme_nightly_billing_rows",
            "nightly,job_nightly_seconds", "etl.orders/eu,etl_orders_eu_rows"})
    void theNameOfTheJobIsFound(String job, String name) {
        assertThat(only("JT215", ofJob(job), page(name, "gauge", "1")).suggestion())
                .isEqualTo("a name for all jobs; the label job tells them apart");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"backup,backup_last_run_files", "files,backup_last_run_files", "nightly-billing,billing_nightly_rows",
            "node,node_cpu_seconds_total", "-,backup_files", "a,backup_sha256_files", "a,backup_iso_8601_files",
            "a,backup_iso8601_files", "a,port_443_checks", "nightly,job_nightlyrun_seconds"})
    void whatBelongsInANameIsNotFound(String job, String name) {
        assertThat(find("JT215", ofJob(job), page(name, "gauge", "1"))).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"backup_saved_ratio,96", "backup_saved_ratio,1.01", "backup_saved_ratio,-0.1",
            "backup_saved_ratio,+Inf",
            "billing_db_up,2", "backup_last_run_success,-1", "backup_config_valid,0.5", "dns_status_up,7",
            "backup_build_info,0", "backup_build_info,2"})
    void aValueAgainstItsNameIsAWarningAtTheValue(String name, String value) {
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
    void aValueThatFitsItsNameIsNotFound(String name, String value) {
        assertNone("JT216", page(name, "gauge", value));
    }

    @Test
    void anInfoOfOpenMetricsIsOneFamilyAndNoGauge() {
        String page = """
                # HELP backup_build_last_updated What was built when.
                # TYPE backup_build_last_updated info
                backup_build_last_updated_info{revision="1795777344"} 1
                # HELP backup_states_total In which state it is.
                # TYPE backup_states_total stateset
                backup_states_total{backup_states_total="idle"} 1
                # EOF
                """;

        assertThat(RulePages.lint(OPENMETRICS, page).findings()).isEmpty();
        assertThat(only("JT216", OPENMETRICS, page.replace("\"} 1\n# HELP", "\"} 2\n# HELP")).reason())
                .isEqualTo("an _info metric is always 1, and this is not");
    }

    @Test
    void aCounterOfSuccessesMayBeMoreThanOne() {
        assertNone("JT216", page("backup_success", "counter", "7"));
    }
}
