package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** JT606: histograms of one family, on the page or on the gateway, that have different boundaries, so that they cannot be added up. */
final class UnlikeBounds extends Rule {
    /** With more than that, a histogram is not compared with the gateway's. */
    private static final int MOST_COMPARED = 1000;

    UnlikeBounds() {
        super(new Info("JT606", "boundaries that differ within a family", Severity.WARNING,
                "Histograms of different labels can be added up only if their buckets have the same boundaries. Otherwise a sum over the labels counts "
                        + "some observations in the wrong buckets. So does a total to which the gateway adds pushes, once their boundaries change: "
                        + "--against compares with those that it has.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_duration_seconds Durations of backups.
                        # TYPE backup_duration_seconds histogram
                        backup_duration_seconds_bucket{kind="full",le="60"} 20
                        backup_duration_seconds_bucket{kind="full",le="+Inf"} 30
                        backup_duration_seconds_sum{kind="full"} 810
                        backup_duration_seconds_count{kind="full"} 30
                        backup_duration_seconds_bucket{kind="changes",le="10"} 5
                        backup_duration_seconds_bucket{kind="changes",le="+Inf"} 7
                        backup_duration_seconds_sum{kind="changes"} 51
                        backup_duration_seconds_count{kind="changes"} 7
                        """, """
                        # HELP backup_duration_seconds Durations of backups.
                        # TYPE backup_duration_seconds histogram
                        backup_duration_seconds_bucket{kind="full",le="10"} 0
                        backup_duration_seconds_bucket{kind="full",le="60"} 20
                        backup_duration_seconds_bucket{kind="full",le="+Inf"} 30
                        backup_duration_seconds_sum{kind="full"} 810
                        backup_duration_seconds_count{kind="full"} 30
                        backup_duration_seconds_bucket{kind="changes",le="10"} 5
                        backup_duration_seconds_bucket{kind="changes",le="60"} 7
                        backup_duration_seconds_bucket{kind="changes",le="+Inf"} 7
                        backup_duration_seconds_sum{kind="changes"} 51
                        backup_duration_seconds_count{kind="changes"} 7
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return family.isHistogram()
                ? new Check(family, scope.options().stored().bounds(family.name()), report)
                : FamilyCheck.NONE;
    }

    private static final class Check extends SetCheck<Seen> {
        private final Family family;
        /** Those on the gateway; empty if that is not known. */
        private final Set<Double> stored;
        private final Report report;
        /** Of the first histogram, if there is something to compare it with. */
        private final Set<Double> own = new TreeSet<>();
        private @Nullable Seen first;

        Check(Family family, Set<Double> stored, Report report) {
            super(family, Seen::new);
            this.family = family;
            this.stored = stored;
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part == Part.BUCKET;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            double bound = sample.bucket().position() + 0.0;
            if (!Double.isNaN(bound)) {
                seen.add(bound);
                first = first == null ? seen : first;
                if (seen == first && !stored.isEmpty() && own.size() < MOST_COMPARED) {
                    own.add(bound);
                }
            }
        }

        @Override
        void end(Seen seen) {
            if (first == null || !seen.hasAny()) {
                return;
            }
            if (seen == first) {
                compareWithStored(seen);
            } else if (seen.bounds != first.bounds) {
                seen.place.add(report,
                        "the boundaries differ from those of the histogram on line " + first.place.line(),
                        "use the same boundaries for all series of " + family.name());
            }
        }

        private void compareWithStored(Seen seen) {
            Optional<Double> missing = stored.stream().filter(bound -> !own.contains(bound + 0.0)).min(Double::compare);
            Optional<Double> more = own.stream().filter(bound -> !stored.contains(bound)).min(Double::compare);
            if (stored.isEmpty() || own.size() == MOST_COMPARED || (missing.isEmpty() && more.isEmpty())) {
                return;
            }
            seen.place.add(report, missing.isPresent()
                    ? "the gateway has a bucket le=\"" + Values.text(missing.get())
                            + "\" of it, and this histogram has none"
                    : "this histogram has a bucket le=\"" + Values.text(more.orElseThrow())
                            + "\", and on the gateway it has none",
                    "use the boundaries that are stored, or delete the group before the first push with new ones");
        }
    }

    /** Its boundaries, told apart by 64 bits, in whatever order they come. */
    private static final class Seen {
        private final Place place;
        private long bounds;
        private int count;

        Seen(Sample first) {
            place = Place.of(first);
        }

        void add(double bound) {
            count++;
            bounds += SeriesSet.mix(Double.doubleToLongBits(bound) + 1); // Or else 0 would add nothing.
        }

        boolean hasAny() {
            return count > 0;
        }
    }
}
