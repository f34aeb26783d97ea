package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** JT702: what client libraries tell of their own process, known by the names that they use. */
final class ProcessRegistry extends Rule {
    /** A job may well have a process_orders_total of its own, so these are whole names. */
    private static final Set<String> OF_PROCESS = Set.of("process_cpu_seconds_total", "process_cpu_usage",
            "process_cpu_time_ns_total", "process_cpu_user_seconds_total", "process_cpu_system_seconds_total",
            "process_open_fds", "process_max_fds", "process_open_handles", "process_files_open_files",
            "process_files_max_files", "process_virtual_memory_bytes", "process_virtual_memory_max_bytes",
            "process_resident_memory_bytes", "process_private_memory_bytes", "process_working_set_bytes",
            "process_heap_bytes", "process_start_time_seconds", "process_uptime_seconds", "process_num_threads",
            "process_threads", "process_network_receive_bytes_total", "process_network_transmit_bytes_total");
    private static final List<String> PREFIXES = List.of("jvm_", "go_gc_", "go_memstats_", "go_sched_", "go_cgo_",
            "go_cpu_", "go_sync_", "go_godebug_", "python_gc_", "nodejs_", "process_runtime_");
    private static final Set<String> OTHERS = Set.of("go_goroutines", "go_threads", "go_info", "go_build_info",
            "python_info");

    ProcessRegistry() {
        super(new Info("JT702", "metrics of the process in a batch push", Severity.WARNING,
                "The default registry of a client library also tells of the process: its memory, its threads, the version of its language. When the job "
                        + "has ended there is no such process, but the gateway shows it on and on.",
                EnumSet.of(Profile.PUSH), """
                        # HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
                        # TYPE process_start_time_seconds gauge
                        process_start_time_seconds 1.7e+09
                        # HELP backup_last_run_files Files that the latest run backed up.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        """, """
                        # HELP backup_last_run_files Files that the latest run backed up.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (isOfProcess(family.name())) {
            report.add(family, "the family describes the process that ran, which is over",
                    "push a registry of your own, not the default one of the library");
        }
        return FamilyCheck.NONE;
    }

    private static boolean isOfProcess(String name) {
        return OF_PROCESS.contains(name) || OTHERS.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
