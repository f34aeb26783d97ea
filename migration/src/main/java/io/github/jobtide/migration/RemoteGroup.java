package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricFamily;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One group of a running gateway.
 *
 * @param labels the grouping key
 * @param families by name, without the two push times
 * @param pushSeconds value of {@code push_time_seconds}; 0 for never
 * @param failureSeconds value of {@code push_failure_time_seconds}; 0 for never
 */
record RemoteGroup(Labels labels, SortedMap<String, MetricFamily> families, double pushSeconds, double failureSeconds) {
    RemoteGroup {
        families = Collections.unmodifiableSortedMap(new TreeMap<>(families));
    }
}
