package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT603: a histogram whose last bucket and whose count differ. */
final class InfBucketUnlikeCount extends Rule {
    InfBucketUnlikeCount() {
        super(new Info("JT603", "a +Inf bucket that differs from the count", Severity.ERROR,
                "Both say how many observations there were. If they differ, averages and quantiles of the same histogram contradict each other.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1000"} 20
                        backup_file_size_bytes_bucket{le="+Inf"} 28
                        backup_file_size_bytes_sum 4.5e+06
                        backup_file_size_bytes_count 30
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
            if (part == Part.COUNT) {
                seen.count(sample);
            } else if (sample.bucket().position() == Double.POSITIVE_INFINITY) {
                seen.inf(sample);
            }
        }

        @Override
        void end(Seen seen) {
            if (seen.differs()) {
                seen.inf.add(report, "the bucket le=\"+Inf\" has " + seen.infText + ", but _count is " + seen.countText,
                        "write the number of all observations in both");
            }
        }
    }

    private static final class Seen {
        private Place inf = new Place(0, "");
        private double infValue;
        private String infText = "";
        private double count;
        private String countText = "";

        void inf(Sample sample) {
            inf = Place.of(sample);
            infValue = sample.value();
            infText = Values.shortIfLong(sample.valueText());
        }

        void count(Sample sample) {
            count = sample.value();
            countText = Values.shortIfLong(sample.valueText());
        }

        /** NaN is like itself, and -0 like 0. */
        boolean differs() {
            return !infText.isEmpty() && !countText.isEmpty() && Double.compare(infValue + 0.0, count + 0.0) != 0;
        }
    }
}
