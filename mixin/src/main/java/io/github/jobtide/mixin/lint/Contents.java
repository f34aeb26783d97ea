package io.github.jobtide.mixin.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a file holds, and what only all of it tells.
 *
 * @param troubles what of it cannot be read
 * @param guards which of the series that are recorded here are never 0
 * @param freshness what all alerts together watch for being there, and not too old
 * @param pushedJobs jobs that the file itself shows to push
 */
record Contents(List<Item> items, List<Trouble> troubles, Guards guards, Freshness freshness, Set<String> pushedJobs) {
    /**
     * Something that cannot be read.
     *
     * @param item in which it stands; empty if in none
     */
    record Trouble(Place place, String item, String reason, String suggestion) {}

    static Contents of(List<Item> items, List<Trouble> troubles) {
        List<Node> alerts = items.stream().filter(Item::isAlert).flatMap(item -> item.expression().node().stream())
                .toList();
        return new Contents(List.copyOf(items), List.copyOf(troubles), Guards.of(items), Freshness.of(alerts),
                pushedJobs(items));
    }

    private static Set<String> pushedJobs(List<Item> items) {
        Set<String> jobs = new HashSet<>();
        for (Item item : items) {
            item.expression().node().stream().flatMap(Node::series)
                    .filter(series -> Metrics.isOfPushes(series.name()))
                    .forEach(series -> series.job().ifPresent(jobs::add));
        }
        return Set.copyOf(jobs);
    }
}
