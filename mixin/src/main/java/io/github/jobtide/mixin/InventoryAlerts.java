package io.github.jobtide.mixin;

import io.github.jobtide.jobs.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The alerts that an inventory adds: for each job that it has never reported, for each limit that it is passed, and that its data is old.
 *
 * @param metrics of each watch two: the limit, and its data
 */
record InventoryAlerts(List<Alert> neverReported, List<Alert> metrics) {
    private static final Duration BEYOND_INTERVAL = Duration.ofHours(2);
    private static final String STALE_LASTING = "5m";
    private static final String NUMBER = "{{ $value | printf \"%.10g\" }}";
    private static final String SHARE = "{{ $value | humanizePercentage }}";

    static InventoryAlerts of(Inventory inventory) {
        List<Alert> metrics = new ArrayList<>();
        for (InventoryJob job : inventory.jobs()) {
            for (Watch watch : job.watches()) {
                metrics.add(limit(job, watch));
                metrics.add(stale(job, watch));
            }
        }
        return new InventoryAlerts(inventory.jobs().stream().map(InventoryAlerts::neverReported).toList(), metrics);
    }

    /** How long nothing has to be heard of a job. */
    static Duration patience(InventoryJob job) {
        return job.interval().plus(BEYOND_INTERVAL);
    }

    static String neverReportedSummary(InventoryJob job) {
        return "Batch job " + job.name() + " is in the inventory and has never reported";
    }

    static final String NEVER_REPORTED_TEXT = "It was deployed without the wrapper, its host cannot reach the gateway, or nothing starts it.";

    static Alert neverReported(InventoryJob job) {
        return new Alert(AlertCatalog.NEVER_REPORTED,
                "absent(jobtide_last_start_timestamp_seconds{job=" + PromText.quoted(job.name()) + "})",
                Optional.of(DurationText.write(patience(job))), Optional.empty(),
                labels(job, job.severity(), Map.of("job", job.name())), "never reported", neverReportedSummary(job),
                NEVER_REPORTED_TEXT, Alert.About.ALL,
                AlertCatalog.NEVER_REPORTED);
    }

    /** The owner is known here, so it can be a label. */
    private static SortedMap<String, String> labels(InventoryJob job, String severity, Map<String, String> more) {
        SortedMap<String, String> labels = new TreeMap<>(more);
        labels.put("severity", severity);
        job.owner().ifPresent(owner -> labels.put("owner", owner));
        return labels;
    }

    private static Alert limit(InventoryJob job, Watch watch) {
        return new Alert(watch.alert(), limitExpression(job, watch), Optional.of(DurationText.write(watch.lasting())),
                Optional.empty(), labels(job, watch.severity(), watch.labels()),
                watch.comparison() == Comparison.BELOW ? "too low" : "too high",
                watch.summary() + watch.by().stream()
                        .map(label -> "{{ with $labels." + label + " }}, " + label + " {{ . }}{{ end }}")
                        .collect(Collectors.joining()),
                limitText(job, watch, watch.isRatio() ? SHARE : NUMBER), Alert.About.JOB,
                watch.isRatio() ? "MetricRatio" : "MetricThreshold");
    }

    /** What such an alert says of a value. */
    static String limitText(InventoryJob job, Watch watch, String value) {
        return "The job " + job.name() + " pushed " + watch.subject() + " = " + value + ", and the limit is "
                + watch.limit().toPlainString() + ".";
    }

    private static String limitExpression(InventoryJob job, Watch watch) {
        String compared = " " + watch.comparison().operator() + " " + watch.limit().toPlainString() + "\nand on ";
        String fresh = " < ~FRESH~";
        return switch (watch.measure()) {
            case Watch.Measure.Value(String metric) -> PromText.series(metric, named(job)) + compared
                    + "(job, instance)\n  " + age(job, watch) + bound(fresh, watch);
            case Watch.Measure.Ratio(String good, String all) ->
                sum(good, job, watch) + "\n/\n  (" + sum(all, job, watch)
                        + " > 0)\n" + compared.strip() + " (job)\n  " + age(job, watch) + bound(fresh, watch);
        };
    }

    private static String bound(String comparison, Watch watch) {
        return comparison.replace("FRESH", String.valueOf(watch.fresh().toSeconds()));
    }

    private static Map<String, String> named(InventoryJob job) {
        return Map.of("job", job.name());
    }

    static String sum(String metric, InventoryJob job, Watch watch) {
        String by = "job" + watch.by().stream().map(label -> ", " + label).collect(Collectors.joining());
        return "sum by (" + by + ") (" + PromText.series(metric, named(job)) + ")";
    }

    /** The time since the latest success, or since the latest push where no successes are reported. */
    static String age(InventoryJob job, Watch watch) {
        String times = "(" + PromText.series("jobtide_last_success_timestamp_seconds", named(job)) + " or "
                + PromText.series("push_time_seconds", named(job)) + ")";
        return watch.isRatio() ? "time() - max by (job) " + times : "time() - " + times;
    }

    private static Alert stale(InventoryJob job, Watch watch) {
        return new Alert(watch.staleAlert(), age(job, watch) + bound(" >= ~FRESH~", watch),
                Optional.of(STALE_LASTING), Optional.empty(), labels(job, watch.severity(), watch.labels()),
                "data too old",
                staleSummary(job, watch, "{{ $value | humanizeDuration }}"), staleText(watch), Alert.About.JOB,
                "MetricDataStale");
    }

    static String staleSummary(InventoryJob job, Watch watch, String age) {
        return "What " + job.name() + " says of " + watch.subject() + " is " + age + " old";
    }

    static String staleText(Watch watch) {
        return watch.alert() + " cannot fire while its data is this old.";
    }
}
