package io.github.jobtide.mixin.lint;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which pushed series alerts watch for being there, and not too old.
 *
 * @param ofAll whether those of every job
 * @param jobs of which all are watched, because one is
 * @param metrics that are watched by themselves, whoever pushes them
 * @param absent metrics of which it is told if they are away from all jobs, and so of no single job
 */
record Freshness(boolean ofAll, Set<String> jobs, Set<String> metrics, Set<String> absent) {
    Freshness {
        jobs = Set.copyOf(jobs);
        metrics = Set.copyOf(metrics);
        absent = Set.copyOf(absent);
    }

    /** What alerts with these expressions watch: one of them fires if one of these is away, or if it is old. */
    static Freshness of(List<Node> alerts) {
        Set<String> jobs = new HashSet<>();
        Set<String> metrics = new HashSet<>();
        Set<String> absent = new HashSet<>();
        for (Node alert : alerts) {
            absent(alert).forEach(series -> series.job().ifPresentOrElse(jobs::add, () -> absent.add(series.name())));
            old(alert).forEach(series -> series.job().ifPresentOrElse(jobs::add, () -> metrics.add(series.name())));
        }
        return new Freshness(metrics.stream().anyMatch(Metrics::isOfPushes), jobs, metrics, absent);
    }

    private static Stream<Node.Series> absent(Node node) {
        return node.seriesIn(part -> part instanceof Node.Call call && call.name().startsWith("absent"));
    }

    /** What is compared with the present so that the past is found: {@code time() - X > N}, {@code X < time() - N}; and a time that is asked whether it moves. */
    private static Stream<Node.Series> old(Node node) {
        Set<Node> present = withPresent(node);
        return node.seriesIn(part -> switch (part) {
            case Node.Call call -> call.name().equals("changes");
            case Node.Binary operation when operation.operator().startsWith(">") -> present.contains(operation.left());
            case Node.Binary operation when operation.operator().startsWith("<") -> present.contains(operation.right());
            default -> false;
        }).filter(series -> Metrics.isTime(series.name()));
    }

    /** The parts that ask for the present, from the smallest up, so that none is gone through for each that it is in. */
    private static Set<Node> withPresent(Node node) {
        Set<Node> present = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node part : node.all().reversed()) {
            if (isPresent(part) || part.parts().stream().anyMatch(present::contains)) {
                present.add(part);
            }
        }
        return present;
    }

    private static boolean isPresent(Node node) {
        return node instanceof Node.Call call && call.name().equals("time");
    }

    boolean covers(Node.Series series) {
        return ofAll || metrics.contains(series.name()) || series.job().map(jobs::contains).orElseGet(
                () -> absent.contains(series.name()) || absent.stream().anyMatch(Metrics::isOfPushes));
    }

    /** Whether an expression asks itself how old something is, or whether it is there, in whichever direction. */
    static boolean isAskedIn(Node node) {
        List<Node.Series> series = node.series().toList();
        return series.stream().anyMatch(one -> Metrics.isPushTime(one.name())) || absent(node).findAny().isPresent()
                || old(node).findAny().isPresent()
                || (node.calls().anyMatch(Freshness::isPresent)
                        && series.stream().anyMatch(one -> Metrics.isTime(one.name())));
    }
}
