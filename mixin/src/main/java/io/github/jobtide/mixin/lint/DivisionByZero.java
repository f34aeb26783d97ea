package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.Severity;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** JT803: a division whose divisor may be 0. */
final class DivisionByZero extends Rule {
    DivisionByZero() {
        super("JT803", "a division by what may be 0", Severity.WARNING,
                "Divided by 0, a value becomes infinite, and 0 becomes NaN. NaN is neither above nor below any limit, so an alert is silent just when "
                        + "nothing works; what is infinite is above every limit, so an alert fires for a thing that has none. One NaN among recorded series makes "
                        + "each sum over them NaN. A comparison around the divisor (> 0) leaves such series out; that they are missing is for another alert to say. "
                        + "count(), sizes and capacities are taken to be above 0, and left alone is the mean of a histogram or summary (_sum / _count), which is NaN "
                        + "only where nothing was observed. For a dashboard it is info only.",
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
        item.expression().node().ifPresent(node -> new Look(item, file.guards(), report).at(node, Set.of()));
    }

    /** One expression's. */
    private record Look(Item item, Guards guards, Report report) {
        /** @param compared names of series that are compared with something beside this part, so that it counts only where that holds */
        void at(Node node, Set<String> compared) {
            if (!(node instanceof Node.Binary operation)) {
                node.parts().forEach(part -> at(part, compared));
                return;
            }
            if (operation.is("/")) {
                division(operation, compared);
            }
            boolean both = operation.is("and");
            at(operation.left(), both || operation.is("unless") ? with(compared, operation.right()) : compared);
            at(operation.right(), both ? with(compared, operation.left()) : compared);
        }

        private static Set<String> with(Set<String> compared, Node beside) {
            Set<String> all = new HashSet<>(compared);
            beside.operations().filter(Node.Binary::isComparison).flatMap(Node::series)
                    .forEach(series -> all.add(series.name()));
            return all;
        }

        private void division(Node.Binary division, Set<String> compared) {
            Node divisor = division.right();
            if (guards.isNeverZero(divisor) || divisor.series().map(Node.Series::name).anyMatch(compared::contains)
                    || isMean(division)) {
                return;
            }
            report.add(item.kind() == Item.Kind.PANEL ? Severity.INFO : Severity.WARNING,
                    item.expression().place(divisor), reason(divisor), "divide by (… > 0)");
        }

        private static String reason(Node divisor) {
            return divisor.series().map(Node.Series::name).filter(name -> !name.isEmpty()).findFirst()
                    .map(name -> "the divisor, which is made of " + name + ", may be 0").orElse("the divisor may be 0");
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
