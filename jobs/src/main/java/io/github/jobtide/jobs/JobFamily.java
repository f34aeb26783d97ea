package io.github.jobtide.jobs;

import static io.github.jobtide.exposition.MetricType.COUNTER;
import static io.github.jobtide.exposition.MetricType.GAUGE;
import static io.github.jobtide.exposition.MetricType.HISTOGRAM;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The vocabulary: every family that a run reports, and the only place that spells it. Source: docs/formats/job-metrics.md. */
public enum JobFamily {
    INFO(GAUGE, "jobtide_info", "Declared facts about the job, always 1.", "schedule", "timezone", "owner"),
    CLIENT_BUILD_INFO(GAUGE, "jobtide_client_build_info", "Version of the client that reported this job, always 1.",
            "version", "client"),
    NEXT_START(GAUGE, "jobtide_next_start_timestamp_seconds",
            "Unix time at which the schedule next expects the job to start."),
    START_GRACE(GAUGE, "jobtide_start_grace_seconds", "Lateness of a start that is tolerated, in seconds."),
    SUCCESS_DEADLINE(GAUGE, "jobtide_success_deadline_timestamp_seconds",
            "Unix time by which the next success of the job is due."),
    MAX_DURATION(GAUGE, "jobtide_max_duration_seconds", "Declared maximum run time in seconds."),
    RUNNING(GAUGE, "jobtide_running", "Runs of the job in progress."),
    HEARTBEAT(GAUGE, "jobtide_heartbeat_timestamp_seconds", "Unix time of the latest sign of life of a run."),
    LAST_START(GAUGE, "jobtide_last_start_timestamp_seconds", "Unix time at which the latest run started."),
    LAST_COMPLETION(GAUGE, "jobtide_last_completion_timestamp_seconds",
            "Unix time at which the latest run ended, whatever its outcome."),
    LAST_SUCCESS(GAUGE, "jobtide_last_success_timestamp_seconds",
            "Unix time at which the latest successful run ended."),
    LAST_FAILURE(GAUGE, "jobtide_last_failure_timestamp_seconds",
            "Unix time at which the latest unsuccessful run ended."),
    LAST_SKIP(GAUGE, "jobtide_last_skip_timestamp_seconds", "Unix time at which a run was latest skipped.", "reason"),
    LAST_RUN_SUCCESS(GAUGE, "jobtide_last_run_success", "Whether the latest run succeeded (1) or not (0)."),
    LAST_RUN_OUTCOME(GAUGE, "jobtide_last_run_outcome", "Outcome of the latest run, 1 for the one that applies.",
            "outcome"),
    LAST_RUN_EXIT_CODE(GAUGE, "jobtide_last_run_exit_code",
            "Exit code of the latest run, 128 plus the signal number if killed."),
    LAST_RUN_DURATION(GAUGE, "jobtide_last_run_duration_seconds", "Wall time of the latest run in seconds."),
    LAST_RUN_START_DELAY(GAUGE, "jobtide_last_run_start_delay_seconds",
            "Time between the scheduled and the actual start of the latest run, in seconds."),
    LAST_RUN_ATTEMPTS(GAUGE, "jobtide_last_run_attempts", "Attempts the latest run took."),
    LAST_RUN_CPU(GAUGE, "jobtide_last_run_cpu_seconds", "CPU time of the latest run and its children in seconds.",
            "mode"),
    LAST_RUN_MAX_RESIDENT_MEMORY(GAUGE, "jobtide_last_run_max_resident_memory_bytes",
            "Largest resident memory of one process of the latest run, in bytes."),
    LAST_RUN_IO(GAUGE, "jobtide_last_run_io_bytes", "Bytes the latest run moved to or from storage.", "direction"),
    LAST_RUN_RECORDS(GAUGE, "jobtide_last_run_records", "Records the latest run handled, by result.", "result"),
    LAST_RUN_STAGE_DURATION(GAUGE, "jobtide_last_run_stage_duration_seconds",
            "Wall time of each stage of the latest run in seconds.", "stage"),
    DEPENDENCY_UP(GAUGE, "jobtide_dependency_up", "Whether a dependency was healthy when last checked (1) or not (0).",
            "dependency"),
    PROGRESS(GAUGE, "jobtide_progress_ratio", "Part of the current run that is done, 0 to 1."),
    METRICS_FILE_VALID(GAUGE, "jobtide_metrics_file_valid",
            "Whether the job's own metrics file could be used (1) or not (0)."),
    SPOOLED_PUSHES(GAUGE, "jobtide_client_spooled_pushes", "Pushes still waiting on the client's disk."),
    LAST_RUN_INFO(GAUGE, "jobtide_last_run_info", "Where the latest run ran, always 1.", "host"),
    OBSERVED_INTERVAL(GAUGE, "jobtide_observed_interval_seconds",
            "Longest time between starts over the last ten runs, in seconds."),
    CONSECUTIVE_FAILURES(GAUGE, "jobtide_consecutive_failures", "Unsuccessful runs since the last success."),

    RUNS(COUNTER, "jobtide_runs_total", "Runs of the job that ended, by outcome.", "outcome"),
    RUN_DURATION(HISTOGRAM, "jobtide_run_duration_seconds", "Wall time of runs in seconds."),
    RETRIES(COUNTER, "jobtide_retries_total", "Attempts after the first, over all runs."),
    SKIPS(COUNTER, "jobtide_skips_total", "Runs that were skipped.", "reason"),
    CPU(COUNTER, "jobtide_cpu_seconds_total", "CPU time of all runs in seconds.", "mode"),
    RECORDS(COUNTER, "jobtide_records_total", "Records handled by all runs, by result.", "result"),
    DROPPED_PUSHES(COUNTER, "jobtide_client_dropped_pushes_total", "Spooled pushes given up as too old or too many.");

    private final MetricType type;
    private final String familyName;
    private final String help;
    /** With blanks between them. */
    private final String labelNames;

    JobFamily(MetricType type, String familyName, String help, String... labelNames) {
        this.type = type;
        this.familyName = familyName;
        this.help = help;
        this.labelNames = String.join(" ", labelNames);
    }

    public MetricType type() {
        return type;
    }

    /** The name that Prometheus knows it by. */
    public String familyName() {
        return familyName;
    }

    /** Whether a family of the vocabulary has that name. */
    public static boolean isName(String name) {
        for (JobFamily family : values()) {
            if (family.familyName.equals(name)) {
                return true;
            }
        }
        return false;
    }

    public String help() {
        return help;
    }

    /** The labels that its series have beside those of the group. */
    public List<String> labelNames() {
        return labelNames.isEmpty() ? List.of() : List.of(labelNames.split(" "));
    }

    MetricFamily of(List<Metric> metrics) {
        return new MetricFamily(familyName, type, help, metrics);
    }

    MetricFamily of(double value, String... namesAndValues) {
        return of(List.of(Metric.of(value, namesAndValues)));
    }

    MetricFamily at(Instant time, String... namesAndValues) {
        return of(seconds(time), namesAndValues);
    }

    MetricFamily lasting(Duration duration) {
        return of(seconds(duration));
    }

    MetricFamily whether(boolean holds) {
        return of(holds ? 1 : 0);
    }

    /** Unix seconds, to the millisecond: more than that no clock of two hosts agrees on. */
    static double seconds(Instant time) {
        return time.toEpochMilli() / 1e3;
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
