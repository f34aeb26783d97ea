package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.gateway.access.Access;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.PushCounts;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StorageStatus;
import io.github.jobtide.store.StoreLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway's own families: Pushgateway's names, {@code process_*}, and {@code jobtide_gateway_*}. */
final class OwnMetrics {
    private static final String PREFIX = "jobtide_gateway_";

    private final RequestMetrics requests;
    private final Refusals refusals;
    private final TurnedAway turnedAway;
    private final ByteBudget budget;
    private final StoreLimits limits;
    private final Optional<Access> access;
    private final AccessRefusals accessRefusals;
    private final PushLint lint;

    OwnMetrics(RequestMetrics requests, Refusals refusals, TurnedAway turnedAway, ByteBudget budget,
            StoreLimits limits, Optional<Access> access, AccessRefusals accessRefusals, PushLint lint) {
        this.requests = requests;
        this.refusals = refusals;
        this.turnedAway = turnedAway;
        this.budget = budget;
        this.limits = limits;
        this.access = access;
        this.accessRefusals = accessRefusals;
        this.lint = lint;
    }

    /** Names and types of everything that {@link #families} may hold, known before anything is pushed. */
    static Map<String, MetricType> types() {
        Map<String, MetricType> types = new HashMap<>();
        types.put(RequestMetrics.COUNT, MetricType.COUNTER);
        types.put(RequestMetrics.SIZE, MetricType.SUMMARY);
        types.put(RequestMetrics.DURATION, MetricType.SUMMARY);
        types.put(Refusals.NAME, MetricType.COUNTER);
        types.put(TurnedAway.NAME, MetricType.COUNTER);
        var unknown = new StorageStatus("", false, true, 0, 0, 0, 0, List.of());
        for (MetricFamily family : gauges(0, 0, 0, unknown, StoreLimits.forHeap(0), new ByteBudget(0))) {
            types.put(family.name(), family.type());
        }
        for (MetricFamily family : marks(new PushCounts(), StoreLimits.forHeap(0))) {
            types.put(family.name(), family.type());
        }
        types.put(histogramResets(0).name(), MetricType.COUNTER);
        types.put(AccessRefusals.NAME, MetricType.COUNTER);
        types.put(LintCounts.FINDINGS, MetricType.COUNTER);
        types.put(LintCounts.PUSHES, MetricType.COUNTER);
        var unread = new Access.Status(true, Instant.EPOCH);
        configuration("web", unread).forEach(family -> types.put(family.name(), family.type()));
        configuration("access", unread).forEach(family -> types.put(family.name(), family.type()));
        types.put(certificateEnd(Instant.EPOCH).name(), MetricType.GAUGE);
        types.putAll(ProcessMetrics.TYPES);
        types.putAll(JvmMetrics.TYPES);
        return types;
    }

    /** As they stand now, by name; families without a sample are left out. */
    List<MetricFamily> families(MetricStore store, Snapshot snapshot) {
        List<MetricFamily> families = new ArrayList<>(requests.families());
        families.add(refusals.family());
        families.add(turnedAway.family());
        families.addAll(gauges(snapshot.groupCount(), snapshot.seriesCount(), snapshot.memoryBytes(), store.storage(),
                limits, budget));
        families.addAll(marks(store.counts(), limits));
        families.add(histogramResets(store.histogramResets()));
        access.ifPresent(rules -> families.addAll(access(rules)));
        families.addAll(lint.metrics());
        families.addAll(ProcessMetrics.read());
        families.addAll(JvmMetrics.read());
        return families.stream().filter(family -> !family.metrics().isEmpty()).map(OwnMetrics::sorted)
                .sorted(Comparator.comparing(MetricFamily::name)).toList();
    }

    /** Metrics by their labels' values; within one of these families all have the same names. */
    private static MetricFamily sorted(MetricFamily family) {
        return new MetricFamily(family.name(), family.type(), family.help(),
                family.metrics().stream().sorted((a, b) -> compare(a.labels(), b.labels())).toList());
    }

    private static int compare(Labels a, Labels b) {
        int difference = 0;
        for (int i = 0; difference == 0 && i < Math.min(a.size(), b.size()); i++) {
            difference = Labels.compareText(a.value(i), b.value(i));
        }
        return difference;
    }

    private static List<MetricFamily> gauges(long groups, long series, long memory, StorageStatus storage,
            StoreLimits limits,
            ByteBudget budget) {
        return List.of(pushgatewayBuild(), build(),
                gauge("groups", "Groups that are stored.", groups),
                gauge("groups_limit", "Groups that may be stored.", limits.maxGroups()),
                gauge("memory_bytes", "Bytes of memory that stored groups take, roughly.", memory),
                gauge("memory_limit_bytes", "Bytes of memory that stored groups may take.", limits.maxMemoryBytes()),
                gauge("series", "Series that are stored, without push times.", series),
                gauge("series_limit", "Series that may be stored.", limits.maxSeries()),
                gauge("bytes_in_flight", "Bytes of pushes that are being received, read or stored.", budget.taken()),
                gauge("bytes_in_flight_limit", "Bytes at which further pushes are answered with 503.", budget.limit()),
                gauge("persist_last_success_timestamp_seconds",
                        "When storage was last known to be sound; 0 if groups are kept in memory only.",
                        storage.lastSuccessNanos() / 1e9),
                counter("persist_failures_total", "Writes to storage that failed.", storage.failures()),
                gauge("storage_damaged_records", "Records that could not be read at start and were set aside.",
                        storage.damagedRecords()),
                gauge("storage_bytes", "Bytes that storage takes.", storage.bytes()));
    }

    private static List<MetricFamily> marks(PushCounts counts, StoreLimits limits) {
        return List.of(
                counter("duplicate_pushes_total",
                        "Pushes that changed nothing, since a push of their id had been taken.",
                        counts.duplicates()),
                counter("late_pushes_total", "Replays of which something was left out, since what is there is newer.",
                        counts.late()),
                gauge("push_ids", "Ids of pushes that are remembered.", counts.ids()),
                gauge("push_ids_limit", "Ids of pushes that may be remembered.", limits.maxPushIds()),
                counter("push_ids_dropped_total", "Ids of pushes that were forgotten early, since there were too many.",
                        counts.droppedIds()));
    }

    private static MetricFamily histogramResets(long resets) {
        return counter("bucket_resets_total",
                "Totals of histograms that began anew, because what was to be added had other buckets.", resets);
    }

    private List<MetricFamily> access(Access rules) {
        List<MetricFamily> families = new ArrayList<>();
        rules.webStatus().ifPresent(status -> families.addAll(configuration("web", status)));
        rules.certificateEnd().ifPresent(end -> families.add(certificateEnd(end)));
        rules.accessStatus().ifPresent(status -> {
            families.addAll(configuration("access", status));
            families.add(accessRefusals.family());
        });
        return families;
    }

    private static List<MetricFamily> configuration(String which, Access.Status status) {
        return List.of(
                gauge(which + "_config_last_reload_successful",
                        "Whether the %s configuration file was right when it was last read.".formatted(which),
                        status.successful() ? 1 : 0),
                gauge(which + "_config_last_reload_success_timestamp_seconds",
                        "When the %s configuration in force was read.".formatted(which),
                        status.inForce().toEpochMilli() / 1e3));
    }

    private static MetricFamily certificateEnd(Instant end) {
        return gauge("web_certificate_expiry_timestamp_seconds", "When the certificate of the gateway ends.",
                end.getEpochSecond());
    }

    private static MetricFamily pushgatewayBuild() {
        Metric metric = Metric.of(1, "branch", "", "goarch", Build.architecture(), "goos", Build.system(), "goversion",
                "", "revision", "", "tags", "", "version", Build.PUSHGATEWAY_VERSION);
        return new MetricFamily("pushgateway_build_info", MetricType.GAUGE,
                "The Pushgateway version that this gateway was compared with.", List.of(metric));
    }

    private static MetricFamily build() {
        Build build = Build.current();
        Metric metric = Metric.of(1, "java", Runtime.version().toString(), "revision", build.revision(), "version",
                build.version());
        return new MetricFamily(PREFIX + "build_info", MetricType.GAUGE, "Which build of Jobtide runs.",
                List.of(metric));
    }

    private static MetricFamily gauge(String name, String help, long value) {
        return gauge(name, help, (double) value);
    }

    private static MetricFamily gauge(String name, String help, double value) {
        return new MetricFamily(PREFIX + name, MetricType.GAUGE, help, List.of(Metric.of(value)));
    }

    private static MetricFamily counter(String name, String help, long value) {
        return new MetricFamily(PREFIX + name, MetricType.COUNTER, help, List.of(Metric.of((double) value)));
    }
}
