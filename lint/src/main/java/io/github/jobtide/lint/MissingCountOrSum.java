package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import java.util.EnumSet;

/** JT604: a histogram or summary without its count or its sum. */
final class MissingCountOrSum extends Rule {
    MissingCountOrSum() {
        super(new Info("JT604", "a histogram or summary without count or sum", Severity.ERROR,
                "A gateway that is given a histogram without its count shows a count of 0, which contradicts the buckets. Without the sum there is no "
                        + "average, which is only a warning, as is a summary that lacks either.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1000"} 20
                        backup_file_size_bytes_bucket{le="+Inf"} 30
                        backup_file_size_bytes_sum 4.5e+06
                        """, """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1000"} 20
                        backup_file_size_bytes_bucket{le="+Inf"} 30
                        backup_file_size_bytes_sum 4.5e+06
                        backup_file_size_bytes_count 30
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        boolean isSummary = family.is(MetricType.SUMMARY);
        boolean openMetrics = scope.profile() == Profile.OPENMETRICS;
        if (family.isPlain() || (isSummary && openMetrics)) {
            return FamilyCheck.NONE;
        }
        LabelSets<Seen> sets = new LabelSets<>(Seen::new);
        return new FamilyCheck() {
            @Override
            public void sample(Sample sample) {
                Part part = Part.of(family, sample);
                if (part != Part.CREATED) {
                    sets.of(sample).ifPresent(seen -> seen.take(part, sample));
                }
            }

            @Override
            public void end() {
                for (Seen seen : sets.all()) {
                    if (!seen.hasCount && (seen.hasSum || !openMetrics)) {
                        seen.place.add(report, isSummary ? Severity.WARNING : Severity.ERROR,
                                "the " + kind() + " has no " + family.name() + "_count",
                                "add a line " + family.name() + "_count with the number of all observations");
                    }
                    if (!seen.hasSum && !seen.isBelowZero) {
                        seen.place.add(report, Severity.WARNING,
                                "the " + kind() + " has no " + family.name() + "_sum",
                                "add a line " + family.name() + "_sum with the sum of all observed values");
                    }
                }
            }

            private String kind() {
                return isSummary ? "summary" : "histogram";
            }
        };
    }

    private static final class Seen {
        private final Place place;
        private boolean hasCount;
        private boolean hasSum;
        /** OpenMetrics forbids a sum where observations may be below zero. */
        private boolean isBelowZero;

        Seen(Sample first) {
            place = Place.of(first);
        }

        void take(Part part, Sample sample) {
            hasCount |= part == Part.COUNT;
            hasSum |= part == Part.SUM;
            isBelowZero |= part == Part.BUCKET && Point.of(sample, "le").position() < 0;
        }
    }
}
