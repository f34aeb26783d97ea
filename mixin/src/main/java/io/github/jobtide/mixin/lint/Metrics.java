package io.github.jobtide.mixin.lint;

import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.jobs.JobFamily;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a metric's name tells, alone or because it is of Jobtide's vocabulary. */
final class Metrics {
    private static final Set<String> PUSHED_GAUGES = Stream.of(JobFamily.values())
            .filter(family -> family.type() == MetricType.GAUGE).map(JobFamily::familyName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> PUSH_TIMES = Set.of("push_time_seconds", "push_failure_time_seconds");
    private static final String OF_GATEWAY = "jobtide_gateway_";

    /** Of counters, and of the parts of histograms and summaries. */
    private static final Pattern COUNTER = Pattern.compile(".*_(total|count|sum|bucket)");
    /**
     * Endings that only gauges have, and what a job calls the numbers of its latest run. A plain {@code _time_seconds} is not among them: there are counters of time spent that are called so.
     */
    private static final Pattern GAUGE = Pattern.compile(
            ".*_(timestamp_seconds|timestamp|(start|boot|push|failure|success|completion|expiry|modification)_time_seconds"
                    + "|info|ratio|celsius|volts)|up|.*_last_run_.*");

    private Metrics() {}

    /** Whether it is certain that its value goes up and down, or is a time. */
    static boolean isGauge(String name) {
        return isPushedGauge(name) || PUSH_TIMES.contains(name) || (!isCounter(name)
                && (name.startsWith(OF_GATEWAY) || GAUGE.matcher(name).matches()));
    }

    static boolean isCounter(String name) {
        return COUNTER.matcher(name).matches();
    }

    /** Whether it is one of those that hold the latest run's value until the next run. */
    static boolean isPushedGauge(String name) {
        return PUSHED_GAUGES.contains(name);
    }

    /** Whether a selector of this metric names a job that pushes. */
    static boolean isOfPushes(String name) {
        return isPushedGauge(name) || PUSH_TIMES.contains(name);
    }

    static boolean isPushTime(String name) {
        return PUSH_TIMES.contains(name);
    }

    /** Whether its value is a Unix time. */
    static boolean isTime(String name) {
        return name.endsWith("_timestamp_seconds") || name.endsWith("_time_seconds");
    }
}
