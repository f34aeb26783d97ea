package io.github.jobtide.lint;

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
        boolean isSummary = family.is(FamilyType.SUMMARY);
        boolean openMetrics = scope.profile() == Profile.OPENMETRICS;
        if (family.isPlain() || (isSummary && openMetrics)) {
            return FamilyCheck.NONE;
        }
        return new Check(family, openMetrics, report);
    }

    private static final class Check extends SetCheck<Seen> {
        private final Family family;
        private final boolean openMetrics;
        private final Report report;

        Check(Family family, boolean openMetrics, Report report) {
            super(family, Seen::new);
            this.family = family;
            this.openMetrics = openMetrics;
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part != Part.CREATED;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            seen.hasCount |= part == Part.COUNT;
            seen.hasSum |= part == Part.SUM;
            seen.isBelowZero |= part == Part.BUCKET && sample.bucket().position() < 0;
        }

        @Override
        void end(Seen seen) {
            boolean isSummary = family.is(FamilyType.SUMMARY);
            String kind = isSummary ? "summary" : "histogram";
            if (!seen.hasCount && (seen.hasSum || !openMetrics)) {
                seen.place.add(report, isSummary ? Severity.WARNING : Severity.ERROR,
                        "the " + kind + " has no " + family.name() + "_count",
                        "add a line " + family.name() + "_count with the number of all observations");
            }
            if (!seen.hasSum && !seen.isBelowZero) {
                seen.place.add(report, Severity.WARNING, "the " + kind + " has no " + family.name() + "_sum",
                        "add a line " + family.name() + "_sum with the sum of all observed values");
            }
        }
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
    }
}
