package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT606: a family whose histograms have different boundaries, so that they cannot be added up. */
final class UnlikeBounds extends Rule {
    UnlikeBounds() {
        super(new Info("JT606", "boundaries that differ within a family", Severity.WARNING,
                "Histograms of different labels can be added up only if their buckets have the same boundaries. Otherwise a sum over the labels counts "
                        + "some observations in the wrong buckets.",
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
        if (!family.isHistogram()) {
            return FamilyCheck.NONE;
        }
        LabelSets<Seen> sets = new LabelSets<>(Seen::new);
        return new FamilyCheck() {
            @Override
            public void sample(Sample sample) {
                double bound = Part.of(family, sample) == Part.BUCKET
                        ? Point.of(sample, "le").position()
                        : Double.NaN;
                if (!Double.isNaN(bound)) {
                    sets.of(sample).ifPresent(seen -> seen.add(bound));
                }
            }

            @Override
            public void end() {
                Seen first = null;
                for (Seen seen : sets.all()) {
                    if (first == null) {
                        first = seen;
                    } else if (seen.bounds != first.bounds) {
                        seen.place.add(report,
                                "the boundaries differ from those of the histogram on line " + first.place.line(),
                                "use the same boundaries for all series of " + family.name());
                    }
                }
            }
        };
    }

    /** Its boundaries, told apart by 64 bits, in whatever order they come. */
    private static final class Seen {
        private final Place place;
        private long bounds;

        Seen(Sample first) {
            place = Place.of(first);
        }

        void add(double bound) {
            bounds += SeriesSet.mix(Double.doubleToLongBits(bound + 0.0) + 1); // Or else 0 would add nothing.
        }
    }
}
