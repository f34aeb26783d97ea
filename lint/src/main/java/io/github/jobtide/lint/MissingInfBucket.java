package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT601: a histogram without the bucket that holds all observations. */
final class MissingInfBucket extends Rule {
    MissingInfBucket() {
        super(new Info("JT601", "a histogram without a +Inf bucket", Severity.ERROR,
                "The last bucket holds all observations, also those above every other boundary. Without it no quantile comes out, and large values "
                        + "are in no bucket at all.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1000"} 20
                        backup_file_size_bytes_bucket{le="1e+06"} 28
                        backup_file_size_bytes_sum 4.5e+06
                        backup_file_size_bytes_count 30
                        """, """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1000"} 20
                        backup_file_size_bytes_bucket{le="1e+06"} 28
                        backup_file_size_bytes_bucket{le="+Inf"} 30
                        backup_file_size_bytes_sum 4.5e+06
                        backup_file_size_bytes_count 30
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return family.isHistogram() ? new Check(family, report) : FamilyCheck.NONE;
    }

    private static final class Check extends SetCheck<Seen> {
        private final Family family;
        private final Report report;

        Check(Family family, Report report) {
            super(family, Seen::new);
            this.family = family;
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part != Part.CREATED;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            seen.hasInf |= part == Part.BUCKET && sample.bucket().position() == Double.POSITIVE_INFINITY;
        }

        @Override
        void end(Seen seen) {
            if (!seen.hasInf) {
                seen.place.add(report, "the histogram has no bucket with le=\"+Inf\"", "add a line " + family.name()
                        + "_bucket{le=\"+Inf\"} with the number of all observations");
            }
        }
    }

    private static final class Seen {
        private final Place place;
        private boolean hasInf;

        Seen(Sample first) {
            place = Place.of(first);
        }
    }
}
