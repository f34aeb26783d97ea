package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoredGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One page of the groups that a query asks for. All groups are looked at once, and of those at most as many are held as stand up to the end
 * of that page; pages reach to {@value #MAX_REACH} groups, and a search finds the others.
 *
 * @param found how many there are on all pages
 * @param failed how many of those that are searched for have a last push that was refused
 * @param first place of the first group that is shown, from 0
 */
record GroupList(List<StoredGroup> groups, int found, int failed, int first) {
    static final int PAGE = 50;
    static final int MAX_REACH = 10_000;

    static GroupList of(Snapshot snapshot, PageQuery query) {
        int last = Math.min(MAX_REACH, Math.multiplyExact(query.number(), PAGE));
        GroupSearch search = GroupSearch.of(query.search());
        Comparator<StoredGroup> order = query.sort().order(query.backwards());
        PriorityQueue<StoredGroup> best = new PriorityQueue<>(order.reversed());
        int found = 0;
        int failed = 0;
        for (StoredGroup group : snapshot.groups()) {
            if (!search.finds(group)) {
                continue;
            }
            failed += group.lastPushSuccessful() ? 0 : 1;
            if (!query.failedOnly() || !group.lastPushSuccessful()) {
                found++;
                keep(best, group, last, order);
            }
        }
        return page(best, order, found, failed, last);
    }

    private static void keep(PriorityQueue<StoredGroup> best, StoredGroup group, int most,
            Comparator<StoredGroup> order) {
        if (best.size() < most) {
            best.add(group);
        } else if (order.compare(group, best.element()) < 0) {
            best.remove();
            best.add(group);
        }
    }

    /** The last page there is, if the one asked for lies behind it. */
    private static GroupList page(PriorityQueue<StoredGroup> best, Comparator<StoredGroup> order, int found, int failed,
            int last) {
        List<StoredGroup> sorted = new ArrayList<>(best);
        sorted.sort(order);
        int first = Math.max(0, Math.min(last - PAGE, (sorted.size() - 1) / PAGE * PAGE));
        List<StoredGroup> shown = sorted.subList(first, Math.min(sorted.size(), first + PAGE));
        return new GroupList(List.copyOf(shown), found, failed, first);
    }

    int number() {
        return first / PAGE + 1;
    }

    int pages() {
        return Math.max(1, (Math.min(found, MAX_REACH) + PAGE - 1) / PAGE);
    }
}
