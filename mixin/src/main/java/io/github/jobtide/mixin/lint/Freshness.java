package io.github.jobtide.mixin.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which pushed series alerts watch for being there, and not too old.
 *
 * @param ofAll whether those of every job
 * @param jobs of which all are watched, because one is
 * @param metrics that are watched by themselves, whoever pushes them
 */
record Freshness(boolean ofAll, Set<String> jobs, Set<String> metrics) {
    Freshness {
        jobs = Set.copyOf(jobs);
        metrics = Set.copyOf(metrics);
    }

    /** What alerts with these expressions watch: one of them fires if one of these is away, or if it is old. */
    static Freshness of(List<Node> alerts) {
        boolean ofAll = false;
        Set<String> jobs = new HashSet<>();
        Set<String> metrics = new HashSet<>();
        for (Node.Series series : alerts.stream().flatMap(node -> Stream.concat(absent(node), old(node))).toList()) {
            if (series.job().isPresent()) {
                jobs.add(series.job().get());
            } else {
                ofAll |= Metrics.isOfPushes(series.name());
                metrics.add(series.name());
            }
        }
        return new Freshness(ofAll, jobs, metrics);
    }

    private static Stream<Node.Series> absent(Node node) {
        return node.calls().filter(call -> call.name().startsWith("absent") || isChangesOfTime(call))
                .flatMap(Node::series);
    }

    private static boolean isChangesOfTime(Node.Call call) {
        return call.name().equals("changes") && call.series().anyMatch(series -> Metrics.isTime(series.name()));
    }

    /** What is compared with the present so that the past is found: {@code time() - X > N}, {@code X < time() - N}. */
    private static Stream<Node.Series> old(Node node) {
        return node.operations()
                .filter(operation -> operation.operator().startsWith(">")
                        ? isPresent(operation.left())
                        : operation.operator().startsWith("<") && isPresent(operation.right()))
                .flatMap(Node::series).filter(series -> Metrics.isTime(series.name()));
    }

    private static boolean isPresent(Node node) {
        return node.calls().anyMatch(call -> call.name().equals("time"));
    }

    boolean covers(Node.Series series) {
        return ofAll || metrics.contains(series.name()) || series.job().filter(jobs::contains).isPresent();
    }

    /** Whether an expression asks itself how old something is, or whether it is there, in whichever direction. */
    static boolean isAskedIn(Node node) {
        List<Node.Series> series = node.series().toList();
        return series.stream().anyMatch(one -> Metrics.isPushTime(one.name())) || absent(node).findAny().isPresent()
                || (isPresent(node) && series.stream().anyMatch(one -> Metrics.isTime(one.name())));
    }
}
