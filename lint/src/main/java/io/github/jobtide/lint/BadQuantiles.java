package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.Optional;

/** JT611: a quantile that is not from 0 to 1, or that is lower than a lesser one. */
final class BadQuantiles extends Rule {
    BadQuantiles() {
        super(new Info("JT611", "quantiles that are wrong", Severity.ERROR,
                "A quantile is a number from 0 to 1: 0.99, not p99. The text format takes 99 as well, so that is only a warning; OpenMetrics refuses it. "
                        + "A higher quantile cannot have a lower value; where it does, the values were mixed up, which is only a warning.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_duration_seconds Durations of backups.
                        # TYPE backup_duration_seconds summary
                        backup_duration_seconds{quantile="p50"} 12
                        backup_duration_seconds{quantile="p99"} 71
                        backup_duration_seconds_sum 810
                        backup_duration_seconds_count 30
                        """, """
                        # HELP backup_duration_seconds Durations of backups.
                        # TYPE backup_duration_seconds summary
                        backup_duration_seconds{quantile="0.5"} 12
                        backup_duration_seconds{quantile="0.99"} 71
                        backup_duration_seconds_sum 810
                        backup_duration_seconds_count 30
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return family.is(FamilyType.SUMMARY) ? new Check(family, scope.profile(), report) : FamilyCheck.NONE;
    }

    private static final class Check extends SetCheck<Seen> {
        private final Profile profile;
        private final Report report;

        Check(Family family, Profile profile, Report report) {
            super(family, first -> new Seen());
            this.profile = profile;
            this.report = report;
        }

        @Override
        boolean isWanted(Part part) {
            return part == Part.PLAIN;
        }

        @Override
        void take(Seen seen, Part part, Sample sample) {
            Optional<Label> label = sample.label("quantile");
            if (label.isEmpty()) {
                report.add(Severity.WARNING, sample.line(), 1, sample.text(),
                        "a line of a summary has no label quantile, so a gateway drops it",
                        "add quantile=\"0.5\" or the like, or give it another name and type");
                return;
            }
            Point quantile = Point.of(sample, "quantile");
            if (quantile.position() >= 0 && quantile.position() <= 1) {
                compare(seen, quantile, sample);
            } else {
                report.add(refused(quantile) ? Severity.ERROR : Severity.WARNING, sample.line(), label.get().column(),
                        sample.text(),
                        "the quantile '" + Values.shortened(label.get().value()) + "' is no number from 0 to 1",
                        "write 0.99 for what 99 in 100 stay below");
            }
        }

        /** Prometheus and gateways take any number in the text format. */
        private boolean refused(Point quantile) {
            return Double.isNaN(quantile.position()) || profile == Profile.OPENMETRICS;
        }

        private void compare(Seen seen, Point quantile, Sample sample) {
            if (quantile.fallsAgainst(seen.last)) {
                report.add(Severity.WARNING, sample.line(), 1, sample.text(),
                        quantile.text() + ", but " + seen.last.text(),
                        "write the values in the order of their quantiles");
            }
            seen.last = quantile;
        }
    }

    private static final class Seen {
        private Point last = Point.NONE;
    }
}
