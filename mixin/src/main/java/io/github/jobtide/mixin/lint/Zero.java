package io.github.jobtide.mixin.lint;

import java.util.OptionalDouble;

/** Whether a comparison of a value with a number lets 0 through. */
enum Zero {
    ADMITTED, EXCLUDED,
    /** It is no comparison with a number. */
    UNKNOWN;

    static Zero in(Node.Binary comparison) {
        OptionalDouble right = number(comparison.right());
        OptionalDouble left = number(comparison.left());
        if (!comparison.isComparison() || right.isPresent() == left.isPresent()) {
            return UNKNOWN;
        }
        boolean holds = right.isPresent()
                ? holds(0, comparison.operator(), right.getAsDouble())
                : holds(left.getAsDouble(), comparison.operator(), 0);
        return holds ? ADMITTED : EXCLUDED;
    }

    static boolean isNumber(Node node) {
        return number(node).isPresent();
    }

    /** With its sign. */
    private static OptionalDouble number(Node node) {
        if (node instanceof Node.Constant(int _, double value) && !Double.isNaN(value)) {
            return OptionalDouble.of(value);
        }
        if (node instanceof Node.Call call && (call.name().equals("-") || call.name().equals("+"))
                && call.parts().getFirst() instanceof Node.Constant(int _, double value) && !Double.isNaN(value)) {
            return OptionalDouble.of(call.name().equals("-") ? -value : value);
        }
        return OptionalDouble.empty();
    }

    private static boolean holds(double left, String operator, double right) {
        return switch (operator) {
            case ">" -> left > right;
            case ">=" -> left >= right;
            case "<" -> left < right;
            case "<=" -> left <= right;
            case "==" -> left == right;
            default -> left != right;
        };
    }
}
