package io.github.jobtide.mixin.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells of values whether they can be 0. That of counts, capacities and variables of Grafana is known, of whatever a comparison keeps from being 0,
 * and of what is made of these; of values that never are below 0 a sum is taken to be above it if one part is.
 */
final class Guards {
    /** Aggregations and functions that are not 0 where what they are given is not. */
    private static final Set<String> KEEPING = Set.of("sum", "min", "max", "avg", "topk", "bottomk", "quantile",
            "limitk", "sum_over_time", "min_over_time", "max_over_time", "avg_over_time", "last_over_time",
            "quantile_over_time", "abs", "ceil", "sqrt", "sgn", "scalar", "vector", "sort", "sort_desc",
            "label_replace", "label_join", "+", "-");
    /** What never is 0. */
    private static final Set<String> POSITIVE = Set.of("count", "group", "count_values", "count_over_time",
            "present_over_time", "absent", "absent_over_time", "time", "timestamp", "exp", "year", "month",
            "day_of_month", "day_of_year", "days_in_month");
    private static final Set<String> CLAMPS = Set.of("clamp_min", "clamp");
    /** Names of what is there as long as the thing itself is. A limit is none of these: 0 often stands for none. */
    private static final Pattern CAPACITY = Pattern.compile(
            ".*(_size|_size_bytes|_size_blocks|_capacity|_capacity_bytes|MemTotal(_bytes)?|allocatable.*|_cores|_cpus|_max_fds|_maximum|_physical_memory_bytes)");

    /** Of series that are known not to be 0. */
    private final Set<String> names;

    Guards(Set<String> names) {
        this.names = names;
    }

    /** With the series that these rules record, as far as their own expressions tell. */
    static Guards of(List<Item> items) {
        Guards plain = new Guards(Set.of());
        Set<String> never = new HashSet<>();
        Set<String> maybe = new HashSet<>();
        for (Item item : items) {
            if (item.kind() == Item.Kind.RECORD) {
                (item.expression().node().filter(plain::isNeverZero).isPresent() ? never : maybe).add(item.name());
            }
        }
        never.removeAll(maybe);
        return new Guards(never);
    }

    boolean isNeverZero(Node node) {
        return switch (node) {
            case Node.Constant(int _, double value) -> value != 0;
            case Node.Literal _ -> true;
            case Node.Series series -> isNeverZero(series);
            case Node.Ranged(int _, Node of) -> isNeverZero(of);
            case Node.Call call -> isNeverZero(call);
            case Node.Binary operation -> isNeverZero(operation);
        };
    }

    private boolean isNeverZero(Node.Series series) {
        return names.contains(series.name()) || series.name().startsWith("$")
                || CAPACITY.matcher(series.name()).matches();
    }

    private boolean isNeverZero(Node.Call call) {
        if (POSITIVE.contains(call.name())) {
            return true;
        }
        if (CLAMPS.contains(call.name()) && call.parts().size() > 1) {
            return isNeverZero(call.parts().get(1));
        }
        return KEEPING.contains(call.name()) && !call.parts().isEmpty() && call.parts().stream().allMatch(
                part -> part instanceof Node.Constant || isNeverZero(part));
    }

    private boolean isNeverZero(Node.Binary operation) {
        Node left = operation.left();
        Node right = operation.right();
        return switch (operation.operator()) {
            case "or", "*" -> isNeverZero(left) && isNeverZero(right);
            case "+" -> isNeverZero(left) || isNeverZero(right);
            case "/", "^" -> isNeverZero(left);
            case "and" -> isNeverZero(left) || right.operations().anyMatch(part -> isGuard(part, Zero.EXCLUDED));
            case "unless" -> isNeverZero(left) || right.operations().anyMatch(part -> isGuard(part, Zero.ADMITTED));
            case "-" -> isAge(operation);
            case "%", "atan2" -> false;
            default -> !operation.isBool() && excludesZero(operation);
        };
    }

    /** What has passed since a time that a metric tells. */
    private static boolean isAge(Node.Binary difference) {
        return difference.left() instanceof Node.Call call && call.name().equals("time")
                && ValueUnit.of(difference.right()) == ValueUnit.TIME
                && difference.right().operations().findAny().isEmpty()
                && difference.right().calls().noneMatch(other -> other.name().equals("time"));
    }

    private boolean excludesZero(Node.Binary comparison) {
        return switch (Zero.in(comparison)) {
            case EXCLUDED -> true;
            case ADMITTED -> isNeverZero(Zero.isNumber(comparison.left()) ? comparison.right() : comparison.left());
            case UNKNOWN -> switch (comparison.operator()) {
                case ">=", "==" -> isNeverZero(comparison.right()) || isNeverZero(comparison.left());
                default -> true;
            };
        };
    }

    /**
     * Whether a part is a comparison that says of its series that they are not 0, or nobody knows what it says.
     *
     * @param zero what is known then: that 0 is excluded beside {@code and}, and that it is admitted beside {@code unless}
     */
    private static boolean isGuard(Node part, Zero zero) {
        if (!(part instanceof Node.Binary comparison) || !comparison.isComparison() || comparison.isBool()) {
            return false;
        }
        Zero known = Zero.in(comparison);
        return known == zero || known == Zero.UNKNOWN;
    }

    /** Names of series that an expression beside {@code and} says are not 0. */
    static Set<String> beside(Node node) {
        return guarded(node, Zero.EXCLUDED);
    }

    /** Names of series that are not 0 where an expression beside {@code unless} takes nothing away. */
    static Set<String> unless(Node node) {
        return guarded(node, Zero.ADMITTED);
    }

    private static Set<String> guarded(Node node, Zero zero) {
        return node.seriesIn(part -> isGuard(part, zero)).map(Node.Series::name).collect(Collectors.toSet());
    }
}
