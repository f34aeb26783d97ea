package io.github.jobtide.cli;

import java.time.Instant;
import java.util.Comparator;

/** In which order groups are listed, by the words that the gateway has for it. */
enum GroupOrder {
    name(Comparator.comparing(ListedGroup::job).thenComparing(group -> group.labels().toString())),
    pushed(Comparator.comparing((ListedGroup group) -> group.pushed().orElse(Instant.EPOCH)).reversed()),
    failed(Comparator.comparing((ListedGroup group) -> group.failed().orElse(Instant.EPOCH)).reversed()),
    series(Comparator.comparingLong(ListedGroup::series).reversed());

    private final Comparator<ListedGroup> order;

    GroupOrder(Comparator<ListedGroup> order) {
        this.order = order;
    }

    Comparator<ListedGroup> order(boolean backwards) {
        Comparator<ListedGroup> whole = this == name ? order : order.thenComparing(name.order);
        return backwards ? whole.reversed() : whole;
    }
}
