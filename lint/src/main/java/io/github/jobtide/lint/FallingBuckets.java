package io.github.jobtide.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** JT602: a bucket that counts less than one below it, or less than nothing. */
final class FallingBuckets extends Rule {
    /** Buckets of one label set, and of all sets of a family, that are kept to be compared by their boundaries; others only with their neighbours. */
    private static final int MOST_IN_SET = 1_000;
    private static final int MOST_IN_FAMILY = 100_000;
    private static final String COUNT = "write the number of observations, 0 or more";
    private static final String ADD_UP = "add to each bucket the counts of those below it: 20, 28, 30 in place of 20, 8, 2";

    FallingBuckets() {
        super(new Info("JT602", "buckets that do not add up", Severity.ERROR,
                "Each bucket counts everything up to its boundary, and so also what is in the buckets below it. Where a count is lower than the one "
                        + "below it, quantiles come out wrong. A count below zero is refused, and NaN is no count.",
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
        private int kept;

        Check(Family family, Report report) {
            super(family, Seen::new);
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part == Part.BUCKET || part == Part.COUNT;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            if (Double.isNaN(sample.value())) {
                report.add(sample, "a count of the histogram is NaN", COUNT);
            } else if (sample.value() < 0) {
                report.add(sample, "a count of the histogram is below zero: " + Values.shortened(sample.valueText()),
                        COUNT);
            } else if (part == Part.BUCKET) {
                bucket(seen, sample);
            }
        }

        private void bucket(Seen seen, Sample sample) {
            Point bucket = sample.bucket();
            if (bucket.fallsAgainst(seen.last)) {
                report.add(sample, fall(bucket, seen.last), ADD_UP);
                seen.isFallen = true;
            }
            seen.ascends |= bucket.position() > seen.last.position();
            seen.descends |= bucket.position() < seen.last.position();
            seen.last = bucket;
            if (kept < MOST_IN_FAMILY && seen.buckets.size() < MOST_IN_SET) {
                seen.buckets.add(bucket);
                kept++;
            }
        }

        @Override
        void end(Seen seen) {
            if (!seen.ascends || !seen.descends || seen.isFallen) {
                return;
            }
            seen.buckets.sort(Comparator.comparingDouble(Point::position));
            for (int i = 1; i < seen.buckets.size(); i++) {
                Point bucket = seen.buckets.get(i);
                if (bucket.fallsAgainst(seen.buckets.get(i - 1))) {
                    seen.place.add(report, fall(bucket, seen.buckets.get(i - 1)), ADD_UP);
                    return;
                }
            }
        }

        private static String fall(Point bucket, Point other) {
            return "the bucket " + bucket.text() + ", but " + other.text();
        }
    }

    /**
     * Neighbours on the page are compared, which finds every fall if the boundaries ascend or descend, and never one that is none. If they do neither, and
     * no neighbours fall, they are compared in order at the end.
     */
    private static final class Seen {
        private final Place place;
        private final List<Point> buckets = new ArrayList<>();
        private Point last = Point.NONE;
        private boolean ascends;
        private boolean descends;
        private boolean isFallen;

        Seen(Sample first) {
            place = Place.of(first);
        }
    }
}
