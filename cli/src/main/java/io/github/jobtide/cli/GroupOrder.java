package io.github.jobtide.cli;

import java.time.Instant;
import java.util.Comparator;

/** In which order groups are listed, by the words that the gateway has for it. */
enum GroupOrder {
    name, pushed, failed, series;

    /** Of what a gateway tells that does not sort by itself. */
    Comparator<ListedGroup> order(boolean backwards) {
        Comparator<ListedGroup> byName = Comparator.comparing(ListedGroup::job)
                .thenComparing(group -> group.labels().toString());
        Comparator<ListedGroup> order = switch (this) {
            case name -> byName;
            case pushed -> latestFirst(group -> group.pushed().orElse(Instant.EPOCH)).thenComparing(byName);
            case failed -> latestFirst(group -> group.failed().orElse(Instant.EPOCH)).thenComparing(byName);
            case series -> Comparator.comparingLong(ListedGroup::series).reversed().thenComparing(byName);
        };
        return backwards ? order.reversed() : order;
    }

    /** A moment of a group. */
    private interface Moment {
        Instant of(ListedGroup group);
    }

    private static Comparator<ListedGroup> latestFirst(Moment moment) {
        return Comparator.comparing(moment::of, Comparator.reverseOrder());
    }
}
