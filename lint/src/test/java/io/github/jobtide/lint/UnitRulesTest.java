package io.github.jobtide.lint;

import static io.github.jobtide.lint.RulePages.PUSH;
import static io.github.jobtide.lint.RulePages.assertFound;
import static io.github.jobtide.lint.RulePages.assertNone;
import static io.github.jobtide.lint.RulePages.find;
import static io.github.jobtide.lint.RulePages.page;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about capitals and units in names. */
final class UnitRulesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({"jobDuration,job_duration", "node_memory_MemTotal_bytes,node_memory_mem_total_bytes",
            "Backup_files,backup_files", "node_memory_DirectMap4k_bytes,node_memory_direct_map4k_bytes",
            "backup_sizeKB,backup_size_kb"})
    void capitalsAreFound(String name, String suggestion) {
        assertFound("JT201", Severity.WARNING, page(name, "gauge", "1"), "the name has capitals", suggestion);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_files", "_b9:files", "größe"})
    void aNameWithoutCapitalsIsNotFound(String name) {
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
    void aUnitThatIsNoBaseUnitIsFound(String name, String unit, String suggestion) {
        assertFound("JT202", Severity.WARNING, page(name, "gauge", "1"), "the name counts " + unit, suggestion);
    }

    @Test
    void perCentAreFoundAndOfACpuItsTimeIsSuggestedToo() {
        assertFound("JT202", Severity.WARNING, page("job_cpu_usage_percent", "gauge", "1"), "the name counts per cent",
                "job_cpu_usage_ratio, from 0 to 1: divided by 100 if it goes up to 100; or the CPU time in seconds");
        assertFound("JT202", Severity.WARNING, page("disk_pct_used", "gauge", "1"), "the name counts per cent",
                "disk_used_ratio, from 0 to 1: divided by 100 if it goes up to 100");
    }

    @Test
    void aUnitIsFoundOnceInAName() {
        assertThat(find("JT202", PUSH, page("backup_millis_percent", "gauge", "1"))).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_duration_seconds", "backup_days_kept_snapshots", "shop_hours_open_ratio",
            "backup_bits_set_patterns", "backup_percentile_rank", "backup_minimum_files", "milliner_orders",
            "backup_micro_batches"})
    void aWordThatOnlyLooksLikeAUnitIsNotFound(String name) {
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
            "backup_gib_total,gib,'backup_bytes_total, times 1073741824'",
            "backup_size_KiB,kib,'backup_size_bytes, times 1024'",
            "backup_size_MiB,mib,'backup_size_bytes, times 1048576'",
            "backupSizeGiB_max,gib,'backup_size_bytes_max, times 1073741824'",
            "backup_TiB_total,tib,'backup_bytes_total, times 1099511627776'"})
    void anAbbreviatedUnitIsFound(String name, String unit, String suggestion) {
        assertFound("JT203", Severity.WARNING, page(name, "gauge", "1"),
                "the name abbreviates its unit: " + unit, suggestion);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"backup_duration_min", "orders_us", "dns_records_ns", "variant_b", "vitamin_d", "class_s",
            "ms_teams_messages", "backup_load_1h", "backup_items", "ms", "queue_messages_per_s"})
    void whatIsNoUnitInShortIsNotFound(String name) {
        assertNone("JT203", page(name, "gauge", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"memory_bytes_used,bytes,memory_used_bytes", "backup_bytes_read_total,bytes,backup_read_bytes_total",
            "backup_seconds_waiting_max,seconds,backup_waiting_seconds_max",
            "oven_celsius_left,celsius,oven_left_celsius"})
    void aUnitInTheMiddleIsAnInfo(String name, String unit, String suggestion) {
        assertFound("JT204", Severity.INFO, page(name, "gauge", "1"),
                "the unit '" + unit + "' is not at the end of the name", suggestion);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"memory_used_bytes", "memory_read_bytes_total", "http_server_requests_seconds_max",
            "node_network_bytes_per_minute", "backup_success_seconds_ago", "backup_seconds_to_bytes_ratio",
            "bytes", "disk_bytes_read_ms"})
    void aUnitAtTheEndIsNotFound(String name) {
        assertNone("JT204", page(name, "gauge", "1"));
    }
}
