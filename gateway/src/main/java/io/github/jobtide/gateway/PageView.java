package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StorageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What the page shows, bounded: the first groups, and so many rows over all of them.
 *
 * @param groups made one by one while the page is written; to be gone through once
 */
record PageView(int groupCount, long seriesCount, int maxGroups, boolean mayWipe, Iterable<GroupView> groups,
        StatusReport status, List<LabelView> storage) {
    private static final int MAX_GROUPS = 1000;
    private static final int MAX_ROWS = 20_000;

    static PageView of(Snapshot snapshot, StatusReport status, StorageStatus storage, boolean adminApi) {
        var rows = new RowLimit(MAX_ROWS);
        Iterable<GroupView> groups = () -> firstGroups(snapshot, rows);
        return new PageView(snapshot.groupCount(), snapshot.seriesCount(), MAX_GROUPS, adminApi, groups, status,
                describe(storage));
    }

    private static Iterator<GroupView> firstGroups(Snapshot snapshot, RowLimit rows) {
        return StreamSupport.stream(snapshot.groups().spliterator(), false).limit(MAX_GROUPS)
                .map(group -> GroupView.of(group, rows)).iterator();
    }

    private static List<LabelView> describe(StorageStatus storage) {
        List<LabelView> lines = new ArrayList<>();
        lines.add(new LabelView("place", storage.place()));
        lines.add(new LabelView("state", storage.writable() ? "takes pushes" : "takes no pushes"));
        if (storage.durable()) {
            lines.add(new LabelView("last known to be sound",
                    Instant.ofEpochSecond(storage.lastSuccessNanos() / 1_000_000_000L).toString()));
            lines.add(new LabelView("bytes", Long.toString(storage.bytes())));
        }
        storage.reports().forEach(report -> lines.add(new LabelView("report", report)));
        return lines;
    }
}
