package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;

/** JT605: a bucket boundary that is no number, comes twice, or comes in the wrong order. */
final class BadBounds extends Rule {
    /** Beyond that, of one label set and of a family, a boundary that comes again is not noticed. */
    private static final int MOST_OF_A_SET = 1000;
    private static final int MOST_OF_A_FAMILY = 1_000_000;

    BadBounds() {
        super(new Info("JT605", "bucket boundaries that are wrong", Severity.ERROR,
                "The label le of a bucket is a number, and no number may come twice: 1 and 1.0 are the same boundary. A bucket whose boundary is no "
                        + "number is refused or lost. Boundaries that do not ascend are only a warning.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_duration_seconds Durations of backups.
                        # TYPE backup_duration_seconds histogram
                        backup_duration_seconds_bucket{le="1"} 20
                        backup_duration_seconds_bucket{le="1.0"} 20
                        backup_duration_seconds_bucket{le="1m"} 28
                        backup_duration_seconds_bucket{le="+Inf"} 30
                        backup_duration_seconds_sum 810
                        backup_duration_seconds_count 30
                        """, """
                        # HELP backup_duration_seconds Durations of backups.
                        # TYPE backup_duration_seconds histogram
                        backup_duration_seconds_bucket{le="1"} 20
                        backup_duration_seconds_bucket{le="60"} 28
                        backup_duration_seconds_bucket{le="+Inf"} 30
                        backup_duration_seconds_sum 810
                        backup_duration_seconds_count 30
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
            super(family, first -> new Seen());
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part == Part.BUCKET;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            Optional<Label> le = sample.label("le");
            if (le.isEmpty()) {
                report.add(sample, "the bucket has no label le", "write le=\"BOUNDARY\" at each bucket");
                return;
            }
            double bound = sample.bucket().position();
            if (Double.isNaN(bound)) {
                report.add(sample.line(), le.get().column(), sample.text(),
                        "'" + Values.shortened(le.get().value()) + "' is no boundary", "write a plain number, or +Inf");
                return;
            }
            bound(seen, bound, sample, le.get());
        }

        private void bound(Seen seen, double bound, Sample sample, Label le) {
            if (seen.has(bound)) {
                report.add(sample.line(), le.column(), sample.text(),
                        "the boundary " + Values.shortened(le.value()) + " stands twice", "write each boundary once");
                return;
            }
            if (bound < seen.last && !seen.saidUnsorted) {
                seen.saidUnsorted = true;
                report.add(Severity.WARNING, sample.line(), le.column(), sample.text(),
                        "the boundary " + Values.shortened(le.value()) + " stands behind a higher one",
                        "write the buckets by ascending boundaries, +Inf last");
            }
            if (seen.size < MOST_OF_A_SET && kept < MOST_OF_A_FAMILY) {
                kept++;
                seen.add(bound);
            }
            seen.last = bound;
        }
    }

    private static final class Seen {
        private double[] bounds = new double[16];
        private int size;
        private double last = Double.NEGATIVE_INFINITY;
        private double highest = Double.NEGATIVE_INFINITY;
        private boolean saidUnsorted;

        boolean has(double bound) {
            boolean found = false;
            for (int i = 0; i < size && bound <= highest && !found; i++) {
                found = bounds[i] == bound;
            }
            return found;
        }

        void add(double bound) {
            if (size == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * size);
            }
            bounds[size++] = bound;
            highest = Math.max(highest, bound);
        }
    }
}
