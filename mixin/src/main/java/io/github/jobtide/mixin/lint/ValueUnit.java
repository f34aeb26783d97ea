package io.github.jobtide.mixin.lint;

import java.util.Optional;
import java.util.Set;

/** What the value of an expression is, as far as templates have to show it in a form of its own. */
enum ValueUnit {
    SECONDS,
    /** A Unix time. */
    TIME,
    /** Or not known. */
    OTHER;

    /** Functions and aggregations whose value is of the kind of what they are given. */
    private static final Set<String> KEEPING = Set.of("sum", "min", "max", "avg", "quantile", "topk", "bottomk",
            "min_over_time", "max_over_time", "avg_over_time", "last_over_time", "quantile_over_time", "abs", "ceil",
            "floor", "round", "clamp", "clamp_min", "clamp_max", "sort", "sort_desc", "label_replace", "label_join",
            "scalar", "vector");

    static ValueUnit of(Node node) {
        return switch (node) {
            case Node.Constant _,Node.Literal _ -> OTHER;
            case Node.Series series -> of(series.name());
            case Node.Ranged(int _, Node of) -> of(of);
            case Node.Call call -> of(call);
            case Node.Binary operation -> of(operation);
        };
    }

    private static ValueUnit of(String name) {
        if (Metrics.isTime(name)) {
            return TIME;
        }
        return name.endsWith("_seconds") ? SECONDS : OTHER;
    }

    private static ValueUnit of(Node.Call call) {
        if (call.name().equals("time")) {
            return TIME;
        }
        if (call.name().equals("histogram_quantile")) {
            return call.series().anyMatch(series -> series.name().endsWith("_seconds_bucket")) ? SECONDS : OTHER;
        }
        return KEEPING.contains(call.name())
                ? call.parts().stream().map(ValueUnit::of).filter(unit -> unit != OTHER).findFirst().orElse(OTHER)
                : OTHER;
    }

    private static ValueUnit of(Node.Binary operation) {
        ValueUnit left = of(operation.left());
        ValueUnit right = of(operation.right());
        return switch (operation.operator()) {
            case "and", "unless" -> left;
            case "or" -> left == right ? left : OTHER;
            case "+" -> left == OTHER ? right : left;
            case "-" -> left == TIME ? difference(operation.right(), right) : left;
            case "*", "/", "%", "^", "atan2" -> OTHER;
            default -> operation.isBool() ? OTHER : operation.left() instanceof Node.Constant ? right : left;
        };
    }

    /** Of a time and something else. */
    private static ValueUnit difference(Node other, ValueUnit unit) {
        return unit == SECONDS || other instanceof Node.Constant ? TIME : SECONDS;
    }

    /** What of a template shows such a value so that people can read it; empty if nothing has to. */
    Optional<String> function() {
        return switch (this) {
            case SECONDS -> Optional.of("humanizeDuration");
            case TIME -> Optional.of("humanizeTimestamp");
            case OTHER -> Optional.empty();
        };
    }
}
