package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.Severity;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** JT803: a division whose divisor may be 0. */
final class DivisionByZero extends Rule {
    /** More than anybody writes by hand. */
    private static final int MOST_LOOKED_INTO = 50;

    DivisionByZero() {
        super("JT803", "a division by what may be 0", Severity.WARNING,
                "Divided by 0, a value becomes infinite, and 0 becomes NaN. NaN is neither above nor below any limit, so an alert is silent just when "
                        + "nothing works; what is infinite is above every limit, so an alert fires for a thing that has none. One NaN among recorded series makes "
                        + "each sum over them NaN. A comparison around the divisor that 0 does not pass (> 0) leaves such series out; that they are missing is for another alert to say. "
                        + "count(), sizes and capacities are taken to be above 0, and left alone is the mean of a histogram or summary (_sum / _count), which is NaN "
                        + "only where nothing was observed. For a dashboard it is info only, and for an alert that compares a part with the "
                        + "whole of the same metrics: without any that is 0 / 0, and to be silent is right.",
                """
                        groups:
                          - name: import
                            rules:
                              - record: job:import_records_failed:ratio
                                expr: import_records_failed / import_records
                        """, """
                        groups:
                          - name: import
                            rules:
                              - record: job:import_records_failed:ratio
                                expr: import_records_failed / (import_records > 0)
                        """);
    }

    @Override
    void look(Item item, Contents file, Report report) {
        item.expression().node()
                .ifPresent(node -> new Look(item, file.guards(), report, isOfFew(node)).at(node, any -> false, false));
    }

    /** Whether there are so few divisions that it can be asked of each what all it divides. */
    private static boolean isOfFew(Node node) {
        return node.operations().filter(operation -> operation.is("/")).count() <= MOST_LOOKED_INTO;
    }

    /** One expression's. */
    private record Look(Item item, Guards guards, Report report, boolean isOfFew) {
        /**
         * @param guarded whether series of a name are kept from being 0 beside this part, so that it counts only where that holds
         * @param isCompared whether this part is, or what it is in
         */
        void at(Node node, Predicate<String> guarded, boolean isCompared) {
            if (isChoice(node)) {
                choice(node, guarded, isCompared);
                return;
            }
            if (node instanceof Node.Binary operation && operation.is("/")) {
                division(operation, guarded, isCompared);
            }
            boolean isComparedHere = isCompared || (node instanceof Node.Binary operation && operation.isComparison());
            node.parts().forEach(part -> at(part, guarded, isComparedHere));
        }

        private static boolean isChoice(Node node) {
            return node instanceof Node.Binary operation && (operation.is("and") || operation.is("unless"));
        }

        /** All sides of a chain at once: each is guarded by the others. */
        private void choice(Node chain, Predicate<String> guarded, boolean isCompared) {
            IdentityHashMap<Node, Set<String>> sides = new IdentityHashMap<>();
            List<Node> order = new ArrayList<>();
            Node rest = chain;
            while (isChoice(rest) && rest instanceof Node.Binary operation) {
                order.add(operation.right());
                sides.put(operation.right(), operation.is("and")
                        ? Guards.beside(operation.right())
                        : Guards.unless(operation.right()));
                rest = operation.left();
            }
            order.add(rest);
            sides.put(rest, Guards.beside(rest));
            Map<String, Long> counts = sides.values().stream().flatMap(Set::stream)
                    .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
            for (Node side : order.reversed()) {
                Set<String> own = sides.getOrDefault(side, Set.of());
                at(side, name -> guarded.test(name)
                        || counts.getOrDefault(name, 0L) > (own.contains(name) ? 1 : 0), isCompared);
            }
        }

        private void division(Node.Binary division, Predicate<String> guarded, boolean isCompared) {
            Node divisor = division.right();
            if (guards.isNeverZero(divisor) || divisor.series().map(Node.Series::name).anyMatch(guarded)
                    || (isOfFew && isMean(division))) {
                return;
            }
            boolean isHarmless = switch (item.kind()) {
                case PANEL -> true;
                case ALERT -> isCompared && isOfFew && isOfPart(division);
                case RECORD -> false;
            };
            report.add(isHarmless ? Severity.INFO : Severity.WARNING, item.expression().place(divisor), reason(divisor),
                    "divide by (… > 0)");
        }

        private static String reason(Node divisor) {
            return divisor.series().map(Node.Series::name).filter(name -> !name.isEmpty()).findFirst()
                    .map(name -> "the divisor, which is made of " + name + ", may be 0").orElse("the divisor may be 0");
        }

        /** Whether it is of a part by the whole, of which 0 / 0 is all that can go wrong. */
        private boolean isOfPart(Node.Binary division) {
            if (guards.isNeverZero(division.left()) || division.right().operations().anyMatch(part -> part.is("-"))) {
                return false;
            }
            Set<String> parts = division.left().series().map(Node.Series::name).collect(Collectors.toSet());
            return !parts.isEmpty() && !parts.contains("")
                    && division.right().series().map(Node.Series::name).collect(Collectors.toSet()).containsAll(parts);
        }

        /** Of what a histogram or summary has observed. */
        private static boolean isMean(Node.Binary division) {
            Set<String> sums = bases(division.left(), "_sum");
            return !sums.isEmpty() && sums.equals(bases(division.right(), "_count"));
        }

        /** Names without that ending; none if one of them has another one. */
        private static Set<String> bases(Node node, String ending) {
            Set<String> names = node.series().map(Node.Series::name).collect(Collectors.toSet());
            return names.stream().allMatch(name -> name.endsWith(ending))
                    ? names.stream().map(name -> name.substring(0, name.length() - ending.length()))
                            .collect(Collectors.toSet())
                    : Set.of();
        }
    }
}
