package io.github.jobtide.mixin.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A part of an expression, as far as rules need it: brackets, offsets in time and the labels of a grouping or matching are left out. */
sealed interface Node {
    /** Where it begins in the expression. */
    int offset();

    default List<Node> parts() {
        return List.of();
    }

    /** This and all parts of parts, in the order in which they stand. */
    default List<Node> all() {
        List<Node> all = new ArrayList<>();
        Deque<Node> rest = new ArrayDeque<>(List.of(this));
        while (!rest.isEmpty()) {
            Node node = rest.pop();
            all.add(node);
            node.parts().reversed().forEach(rest::push);
        }
        return all;
    }

    default Stream<Series> series() {
        return all().stream().filter(Series.class::isInstance).map(Series.class::cast);
    }

    default Stream<Call> calls() {
        return all().stream().filter(Call.class::isInstance).map(Call.class::cast);
    }

    default Stream<Binary> operations() {
        return all().stream().filter(Binary.class::isInstance).map(Binary.class::cast);
    }

    /** @param value NaN for a duration */
    record Constant(int offset, double value) implements Node {}

    record Literal(int offset) implements Node {}

    /**
     * @param name empty if it is chosen by labels alone
     * @param selector with its braces; empty if there is none
     */
    record Series(int offset, String name, String selector) implements Node {
        private static final Pattern JOB = Pattern.compile("\\bjob\\s*=\\s*[\"']([^\"'\\\\]*)[\"']");
        private static final Pattern NAME = Pattern
                .compile("(?:\\{\\s*|__name__\\s*=\\s*)\"([^\"\\\\]*)\"\\s*[,}]");

        static Series of(int offset, String word, String selector) {
            Matcher named = NAME.matcher(selector);
            return new Series(offset, word.isEmpty() && named.find() ? named.group(1) : word, selector);
        }

        /** The one job that it is of; empty if it is of several, or that is not known. */
        Optional<String> job() {
            Matcher matcher = JOB.matcher(selector);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }

    /** A range of time, or a subquery. */
    record Ranged(int offset, Node of) implements Node {
        @Override
        public List<Node> parts() {
            return List.of(of);
        }
    }

    /** A function, an aggregation, or a sign before a value. */
    record Call(int offset, String name, List<Node> parts) implements Node {
        public Call {
            parts = List.copyOf(parts);
        }
    }

    /** @param isBool whether a comparison gives 0 or 1, and does not choose */
    record Binary(int offset, String operator, boolean isBool, Node left, Node right) implements Node {
        private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");

        public Binary {
            operator = operator.toLowerCase(Locale.ROOT);
        }

        @Override
        public List<Node> parts() {
            return List.of(left, right);
        }

        boolean is(String wanted) {
            return operator.equals(wanted);
        }

        boolean isComparison() {
            return COMPARISONS.contains(operator);
        }
    }
}
