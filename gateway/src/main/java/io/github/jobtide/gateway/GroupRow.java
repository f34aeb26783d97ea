package io.github.jobtide.gateway;

import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.StoredGroup;
import java.util.Comparator;

/** One group as the list has it, apart from the store. */
record GroupRow(GroupKey key, long pushNanos, long failureNanos, int families, long series) {
    static GroupRow of(StoredGroup group) {
        return new GroupRow(group.key(), group.pushNanos(), group.failureNanos(), group.familyCount(),
                group.seriesCount());
    }

    boolean lastPushSuccessful() {
        return failureNanos <= pushNanos;
    }

    /** By what a list is sorted, as a number: the larger stands before; the same for all if it is sorted by name. */
    long rank(GroupSort sort) {
        return switch (sort) {
            case NAME -> 0;
            case PUSHED -> pushNanos;
            case FAILED -> failureNanos;
            case SERIES -> series;
        };
    }

    static Comparator<GroupRow> order(GroupSort sort, boolean backwards) {
        Comparator<GroupRow> order = (a, b) -> compare(a.rank(sort), a.key.canonical(), b.rank(sort),
                b.key.canonical());
        return backwards ? order.reversed() : order;
    }

    static int compare(long rank, byte[] key, long otherRank, byte[] otherKey) {
        int byRank = Long.compare(otherRank, rank);
        return byRank != 0 ? byRank : GroupSort.compareKeys(key, otherKey);
    }
}
