package io.github.jobtide.store;

import java.util.List;

/**
 * How storage is doing, for metrics, readiness and the page.
 *
 * @param place where data is kept, for people: a folder, or "memory"
 * @param durable whether a restart finds it again
 * @param writable whether the last commit succeeded
 * @param lastSuccessNanos when a commit last succeeded, nanoseconds since the epoch; 0 if it is not durable
 * @param failures commits that failed since start
 * @param damagedRecords pieces that could not be read at start and were set aside
 * @param bytes what it takes on disk
 * @param reports one line for each thing an operator should know, such as a file set aside and where it is now
 */
public record StorageStatus(String place, boolean durable, boolean writable, long lastSuccessNanos, long failures,
        long damagedRecords,
        long bytes, List<String> reports) {
    public StorageStatus {
        reports = List.copyOf(reports);
    }
}
