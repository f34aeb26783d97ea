package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT602: a bucket that counts less than one below it, or less than nothing. */
final class FallingBuckets extends Rule {
    FallingBuckets() {
        super(new Info("JT602", "buckets that do not add up", Severity.ERROR,
                "Each bucket counts everything up to its boundary, and so also what is in the buckets below it. Where a count is lower than the one "
                        + "below it, quantiles come out wrong. A count below zero is refused.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1000"} 20
                        backup_file_size_bytes_bucket{le="1e+06"} 8
                        backup_file_size_bytes_bucket{le="+Inf"} 2
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
        private final Report report;

        Check(Family family, Report report) {
            super(family, first -> new Seen());
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part == Part.BUCKET || part == Part.COUNT;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            if (sample.value() < 0) {
                report.add(sample, "a count of the histogram is below zero: " + Values.shortened(sample.valueText()),
                        "write the number of observations, 0 or more");
            } else if (part == Part.BUCKET) {
                Point bucket = sample.bucket();
                if (bucket.fallsAgainst(seen.last)) {
                    report.add(sample, "the bucket " + bucket.text() + ", but " + seen.last.text(),
                            "add to each bucket the counts of those below it: 20, 28, 30 in place of 20, 8, 2");
                }
                seen.last = bucket;
            }
        }
    }

    /** Neighbours on the page are compared, which finds every fall if the boundaries ascend or descend, and never one that is none. */
    private static final class Seen {
        private Point last = Point.NONE;
    }
}
