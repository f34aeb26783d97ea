package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** JT607: a histogram with more buckets than are of use, or with all observations in one. */
final class TooManyBuckets extends Rule {
    private static final int MOST_BUCKETS = 30;
    /** So many observations could have told buckets apart. */
    private static final double ENOUGH_OBSERVATIONS = 20;
    private static final int LEAST_BUCKETS = 3;

    TooManyBuckets() {
        super(new Info("JT607", "buckets that cost more than they tell", Severity.WARNING,
                "Each bucket is a series of its own, for every combination of the other labels; ten well placed ones tell nearly as much as fifty. More than 30 are a warning. "
                        + "Where all observations are in one bucket, the boundaries do not fit the values; that is info only.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1"} 0
                        backup_file_size_bytes_bucket{le="10"} 0
                        backup_file_size_bytes_bucket{le="+Inf"} 30
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
        private final Set<Double> filled = new HashSet<>();
        private String filledText = "";
        private double observations;
        private int most;
        private boolean isUnclear;

        Check(Family family, Report report) {
            super(family, first -> new Seen());
            this.family = family;
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part == Part.BUCKET;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            Point bucket = sample.bucket();
            seen.buckets++;
            if (seen.buckets > MOST_BUCKETS && most <= MOST_BUCKETS) {
                report.add(sample, "the histogram has more than " + MOST_BUCKETS + " buckets",
                        "choose about ten boundaries where the values are");
            }
            most = Math.max(most, seen.buckets);
            double more = bucket.value() - seen.last.value();
            isUnclear |= !(bucket.position() > seen.last.position()) || !(more >= 0);
            observations += more;
            if (more > 0 && filled.size() < 2) {
                filled.add(bucket.position());
                filledText = bucket.labelText();
            }
            seen.last = bucket;
        }

        @Override
        public void end() {
            if (!isUnclear && filled.size() == 1 && observations >= ENOUGH_OBSERVATIONS && most >= LEAST_BUCKETS) {
                report.add(Severity.INFO, family.line(), 0, family.name(),
                        "all observations are in the bucket " + filledText,
                        "choose boundaries among the values that are usual");
            }
        }
    }

    private static final class Seen {
        private int buckets;
        private Point last = new Point(Double.NEGATIVE_INFINITY, 0, "", "", "");
    }
}
