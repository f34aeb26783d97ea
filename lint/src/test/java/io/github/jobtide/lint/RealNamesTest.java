package io.github.jobtide.lint;

import static io.github.jobtide.lint.RulePages.SCRAPE;
import static io.github.jobtide.lint.RulePages.page;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of real programs, of which little or nothing is to be found. */
final class RealNamesTest {
    @ParameterizedTest(name = "{0}")
    @EnumSource(Profile.class)
    void wellNamedFamiliesOfRealProgramsGiveNothingAtAll(Profile profile) {
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

        LintResult result = RulePages.lint(LintOptions.of(profile), page);

        assertThat(result.findings()).filteredOn(finding -> finding.rule().matches("JT(005|009|1..|2..)")).isEmpty();
    }

    @Test
    void oddNamesOfRealProgramsGiveNoError() {
        String page = page("node_memory_MemTotal_bytes", "gauge", "1.6e+10")
                + page("node_entropy_available_bits", "gauge", "256")
                + page("process_cpu_time_ns_total", "counter", "1.5e+12") + page("system_cpu_count", "gauge", "4")
                + page("prometheus_tsdb_head_max_time", "gauge", "1.795777344e+12")
                + page("prometheus_tsdb_lowest_timestamp", "gauge", "1.795777344e+12")
                + page("probe_ssl_earliest_cert_expiry", "gauge", "1.795777344e+09")
                + page("jvm_gc_collection_seconds_created", "gauge", "1.795777344e+09")
                + page("process_uptime_seconds", "gauge", "420") + page("go_gc_gogc_percent", "gauge", "100")
                + page("hikaricp_connections", "gauge", "10") + page("kube_job_created", "gauge", "1795777344");

        LintResult result = RulePages.lint(SCRAPE, page);

        assertThat(result.findings()).filteredOn(finding -> finding.rule().matches("JT(005|009|1..|2..)"))
                .extracting(Finding::severity).doesNotContain(Severity.ERROR);
    }
}
