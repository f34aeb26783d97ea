package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT205: a counter whose name does not end in _total. */
final class CounterWithoutTotal extends Rule {
    CounterWithoutTotal() {
        super(new Info("JT205", "a counter without _total", Severity.WARNING,
                "The ending _total tells everybody that rate() and increase() fit. OpenMetrics requires it, so there its absence is an error; "
                        + "and client libraries that write both formats rename a counter without it.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_errors Errors of all backups.
                        # TYPE backup_errors counter
                        backup_errors 3
                        """, """
                        # HELP backup_errors_total Errors of all backups.
                        # TYPE backup_errors_total counter
                        backup_errors_total 3
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.is(FamilyType.COUNTER)) {
            return FamilyCheck.NONE;
        }
        if (scope.profile() == Profile.OPENMETRICS) {
            return new OpenMetricsLook(report);
        }
        if (!family.name().endsWith("_total")) {
            report.add(family, "the name of a counter does not end in _total", suggestion(family.name()));
        }
        return FamilyCheck.NONE;
    }

    private static String suggestion(String name) {
        String base = name.replaceFirst("(_count|_counter|_sum|Total|Count|Counter)$", "");
        return (base.isEmpty() ? name : base) + "_total";
    }

    /** In OpenMetrics only the samples have it, and not the name of the family. */
    private static final class OpenMetricsLook implements FamilyCheck {
        private final Report report;
        private boolean found;

        OpenMetricsLook(Report report) {
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            if (!found && !sample.name().endsWith("_total") && !sample.name().endsWith("_created")) {
                found = true;
                report.add(Severity.ERROR, sample.line(), 1, sample.text(),
                        "the sample of a counter does not end in _total, which OpenMetrics wants",
                        suggestion(sample.name()));
            }
        }
    }
}
