package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoredGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The groups that a query is about, up to its limit, copied out of one snapshot. All groups are looked at once; of those at most as many are
 * held as are asked for.
 *
 * @param found how many there are in all, those on other pages included
 * @param rows in the order that was asked for
 * @param more whether there are further ones behind these
 */
record GroupSelection(int found, List<GroupRow> rows, boolean more) {
    /** Seconds of one processor at most. */
    static final long MAX_STEPS = 200_000_000;
    /** Of all keys together: an answer has a few times as many. */
    static final int MAX_KEY_BYTES = 1 << 20;

    GroupSelection {
        rows = List.copyOf(rows);
    }

    /** @throws StepBudget.ExhaustedException if the expressions are too costly for so many groups */
    static GroupSelection of(Snapshot snapshot, GroupQuery query, long nowNanos) {
        var budget = new StepBudget(MAX_STEPS);
        Comparator<GroupRow> order = GroupRow.order(query.sort(), query.backwards());
        PriorityQueue<GroupRow> best = new PriorityQueue<>(order.reversed());
        int found = 0;
        boolean more = false;
        for (StoredGroup group : snapshot.groups()) {
            if (!isMeant(group, query, nowNanos, budget)) {
                continue;
            }
            found++;
            GroupRow row = GroupRow.of(group);
            if (isBehindCursor(row, query)) {
                best.add(row);
                if (best.size() > query.limit()) {
                    best.remove();
                    more = true;
                }
            }
        }
        List<GroupRow> rows = new ArrayList<>(best);
        rows.sort(order);
        List<GroupRow> bearable = rows.subList(0, bearable(rows));
        return new GroupSelection(found, bearable, more || bearable.size() < rows.size());
    }

    /** How many have keys that may stand in one answer; at least one. */
    private static int bearable(List<GroupRow> rows) {
        int count = 0;
        long bytes = 0;
        while (count < rows.size() && (count == 0 || bytes < MAX_KEY_BYTES)) {
            bytes += rows.get(count++).key().canonical().length;
        }
        return count;
    }

    private static boolean isMeant(StoredGroup group, GroupQuery query, long nowNanos, StepBudget budget) {
        if (query.olderThan().isPresent()
                && nowNanos - lastHeardOf(group) <= query.olderThan().get().toNanos()) {
            return false;
        }
        if (query.selectors().isEmpty()) {
            return true;
        }
        Labels labels = group.key().labels();
        for (Selector selector : query.selectors()) {
            if (selector.matches(labels, budget)) {
                return true;
            }
        }
        return false;
    }

    /** A group to which no push was ever accepted is as old as its last refusal. */
    private static long lastHeardOf(StoredGroup group) {
        return group.pushNanos() == 0 ? group.failureNanos() : group.pushNanos();
    }

    private static boolean isBehindCursor(GroupRow row, GroupQuery query) {
        if (query.after().isEmpty()) {
            return true;
        }
        GroupQuery.Cursor last = query.after().get();
        int compared = GroupRow.compare(row.rank(query.sort()), row.key().canonical(), last.rank(), last.key());
        return query.backwards() ? compared < 0 : compared > 0;
    }
}
