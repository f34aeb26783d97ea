package io.github.jobtide.mixin.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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

    /** Each series in such parts, once, in the order in which they stand. */
    default Stream<Series> seriesIn(Predicate<Node> wanted) {
        List<Node> tops = new ArrayList<>();
        Deque<Node> rest = new ArrayDeque<>(List.of(this));
        while (!rest.isEmpty()) {
            Node node = rest.pop();
            if (wanted.test(node)) {
                tops.add(node);
            } else {
                node.parts().reversed().forEach(rest::push);
            }
        }
        return tops.stream().flatMap(Node::series);
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
        /** As Prometheus calls the label that was pushed where it gives one of its own. */
        private static final Pattern EXPORTED_JOB = Pattern.compile("\\bexported_" + JOB.pattern().substring(2));
        private static final Pattern NAME = Pattern
                .compile("(?:\\{\\s*|__name__\\s*=\\s*)\"([^\"\\\\]*)\"\\s*[,}]");

        static Series of(int offset, String word, String selector) {
            Matcher named = NAME.matcher(selector);
            return new Series(offset, word.isEmpty() && named.find() ? named.group(1) : word, selector);
        }

        /** The one job that it is of; empty if it is of several, or that is not known. */
        Optional<String> job() {
            return Stream.of(EXPORTED_JOB, JOB).map(pattern -> pattern.matcher(selector)).filter(Matcher::find)
                    .map(matcher -> matcher.group(1)).findFirst();
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
