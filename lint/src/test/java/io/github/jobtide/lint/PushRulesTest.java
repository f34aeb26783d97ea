package io.github.jobtide.lint;

import static io.github.jobtide.lint.RulePages.lint;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in pages whose names or groups are wrong for a push. */
final class PushRulesTest {
    private static List<String> found(String rule, String page) {
        return found(rule, Profile.PUSH, page);
    }

    private static List<String> found(String rule, Profile profile, String page) {
        return found(rule, new LintOptions(profile, Map.of(), Set.of(), Map.of(), false), page);
    }

    /** As severity line:column reason. */
    private static List<String> found(String rule, LintOptions options, String page) {
        return lint(options, page).findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(finding -> "%s %d:%d %s".formatted(finding.severity().word(), finding.line(), finding.column(),
                        finding.reason()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"up,error", "scrape_duration_seconds,error", "scrape_samples_scraped,error", "ALERTS,error",
            "ALERTS_FOR_STATE,error", "push_time_seconds,warning", "push_failure_time_seconds,warning",
            "pushgateway_build_info,warning", "jobtide_gateway_series,warning", "scrape_pages_total,warning"})
    void aNameThatIsTakenIsFound(String name, String severity) {
        assertThat(found("JT701", name + " 1\n")).singleElement().asString().startsWith(severity + " 1:0 ");
        assertThat(found("JT701", Profile.SCRAPE, name + " 1\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing_db_up", "uptime", "up_total", "ALERTS_SENT", "scraped_pages", "push_time",
            "my_push_time_seconds", "jobtide_info", "pushgateways"})
    void aNameThatOnlyLooksLikeOneThatIsTakenIsFree(String name) {
        assertThat(found("JT701", name + " 1\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds",
            "process_open_fds", "process_uptime_seconds", "process_files_max_files", "jvm_memory_used_bytes",
            "jvm_info", "go_goroutines", "go_memstats_alloc_bytes", "go_sched_gomaxprocs_threads", "python_info",
            "python_gc_objects_collected_total", "nodejs_eventloop_lag_seconds"})
    void whatALibraryTellsOfItsProcessIsAWarningInAPush(String name) {
        assertThat(found("JT702", "# HELP " + name + " Some.\n" + name + " 1\n")).containsExactly(
                "warning 1:0 the family describes the process that ran, which is over");
        assertThat(found("JT702", Profile.SCRAPE, name + " 1\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"process_orders_total", "process_files_total", "go_live_timestamp_seconds",
            "python_jobs_total", "processed_total", "jvmish", "jobtide_last_run_max_resident_memory_bytes"})
    void whatAJobProcessesIsItsOwn(String name) {
        assertThat(found("JT702", name + " 1\n")).isEmpty();
    }

    @Test
    void aGoSummaryIsFoundOnce() {
        String page = """
                # TYPE go_gc_duration_seconds summary
                go_gc_duration_seconds{quantile="0"} 1
                go_gc_duration_seconds_sum 1
                go_gc_duration_seconds_count 1
                """;

        assertThat(found("JT702", page)).hasSize(1);
    }

    @Test
    void anInstanceInTheKeyIsARemarkOnThePage() {
        LintOptions options = keyed(Map.of("job", "backup", "instance", "db3"));

        assertThat(found("JT703", options, "backup_files{instance=\"db3\"} 1\nbackup_bytes{instance=\"db3\"} 1\n"))
                .containsExactly("info 0:0 the key of the group has instance=\"db3\"");
    }

    @Test
    void aKeyWithoutInstanceOrWithAnEmptyOneIsInOrder() {
        assertThat(found("JT703", keyed(Map.of("job", "backup")), "backup_files 1\n")).isEmpty();
        assertThat(found("JT703", keyed(Map.of("job", "backup", "instance", "")), "backup_files 1\n")).isEmpty();
    }

    private static LintOptions keyed(Map<String, String> key) {
        return new LintOptions(Profile.PUSH, key, Set.of(), Map.of(), false);
    }

    @Test
    void anInstanceAmongTheLabelsIsARemarkOnceForEachFamily() {
        String page = """
                backup_files{instance=""} 1
                backup_files{kind="new",instance="db3"} 1
                backup_files{kind="old",instance="db3"} 1
                backup_bytes{instance="db3"} 1
                """;

        assertThat(found("JT703", page)).containsExactly(
                "info 2:25 the series tells by instance on which host the job ran",
                "info 4:14 the series tells by instance on which host the job ran");
        assertThat(found("JT703", Profile.SCRAPE, page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup_last_success_timestamp_seconds", "backup_last_successful_run_timestamp_seconds",
            "backup_success_time_seconds", "job_last_success_unixtime", "my_batch_job_last_success_seconds",
            "jobtide_last_success_timestamp_seconds", "jobtide_heartbeat_timestamp_seconds"})
    void aTimeOfSuccessMayHaveSeveralNames(String name) {
        assertThat(found("JT704", "backup_files 1\n" + name + " 1.7e9\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup_success", "backup_success_total", "backup_last_success_duration_seconds",
            "backup_last_run_timestamp_seconds", "backup_last_completion_timestamp_seconds"})
    void otherNamesDoNotTellWhenTheJobSucceeded(String name) {
        assertThat(found("JT704", name + " 1\nbackup_files 1\n"))
                .containsExactly("info 0:0 no family says when the job last succeeded");
        assertThat(found("JT704", Profile.SCRAPE, name + " 1\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# HELP backup_files Files.\n"})
    void aPageWithoutSamplesPushesNothing(String page) {
        assertThat(found("JT704", page)).isEmpty();
    }
}
