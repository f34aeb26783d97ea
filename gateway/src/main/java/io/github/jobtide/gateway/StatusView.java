package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StorageStatus;
import io.github.jobtide.store.StoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the page shows of the gateway itself, as titled tables. */
record StatusView(List<Table> tables) {
    record Table(String title, List<LabelView> lines) {}

    static StatusView of(StatusReport report, Snapshot snapshot, StorageStatus storage, StoreLimits limits,
            GatewayBounds bounds, long nowNanos) {
        List<LabelView> build = new ArrayList<>(List.of(new LabelView("started", report.startTime())));
        report.build().forEach((name, value) -> {
            if (!value.isEmpty()) {
                build.add(new LabelView(name, value));
            }
        });
        List<LabelView> flags = new ArrayList<>();
        report.flags().forEach((name, value) -> flags.add(new LabelView("--" + name, value)));
        return new StatusView(List.of(new Table("Storage", storage(storage, snapshot, nowNanos)),
                new Table("Limits", limits(limits, bounds, snapshot)), new Table("Build", build),
                new Table("Flags", flags)));
    }

    private static List<LabelView> storage(StorageStatus storage, Snapshot snapshot, long nowNanos) {
        List<LabelView> lines = new ArrayList<>();
        lines.add(new LabelView("place", storage.place()));
        lines.add(new LabelView("state", storage.writable() ? "takes pushes" : "takes no pushes"));
        if (storage.durable()) {
            lines.add(
                    new LabelView("last known to be sound", MomentView.of(storage.lastSuccessNanos(), nowNanos).age()));
            lines.add(new LabelView("commits that failed since the start", number(storage.failures())));
            lines.add(new LabelView("bytes on disk", number(storage.bytes())));
            lines.add(new LabelView("damaged pieces set aside at the start", number(storage.damagedRecords())));
        }
        if (snapshot.heldBackFamilies() > 0) {
            lines.add(new LabelView("families kept but not served", number(snapshot.heldBackFamilies())));
        }
        storage.reports().forEach(report -> lines.add(new LabelView("report", report)));
        return lines;
    }

    private static List<LabelView> limits(StoreLimits limits, GatewayBounds bounds, Snapshot snapshot) {
        return List.of(
                new LabelView("groups",
                        "%s of %s".formatted(number(snapshot.groupCount()), number(limits.maxGroups()))),
                new LabelView("series",
                        "%s of %s".formatted(number(snapshot.seriesCount()), number(limits.maxSeries()))),
                new LabelView("bytes of memory for all groups",
                        "%s of %s".formatted(number(snapshot.memoryBytes()), number(limits.maxMemoryBytes()))),
                new LabelView("series of one group", number(limits.maxGroupSeries())),
                new LabelView("bytes of one group", number(limits.maxGroupBytes())),
                new LabelView("bytes of a body", number(bounds.maxBodyBytes())),
                new LabelView("bytes of a body, unpacked", number(bounds.maxUnpackedBytes())),
                new LabelView("bytes of pushes in flight", number(bounds.maxBytesInFlight())),
                new LabelView("bytes of a request's head", number(bounds.maxHeadBytes())),
                new LabelView("connections", number(bounds.maxConnections())),
                new LabelView("pages written at once", number(bounds.maxScrapes())),
                new LabelView("time for a body to arrive", seconds(bounds.readTimeout())),
                new LabelView("time a connection may wait", seconds(bounds.idleTimeout())),
                new LabelView("time a reader may take for a page", seconds(bounds.writeTimeout())));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    private static String seconds(Duration duration) {
        return number(duration.toSeconds()) + " s";
    }
}
