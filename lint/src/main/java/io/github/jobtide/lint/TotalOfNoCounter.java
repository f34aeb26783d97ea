package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT206: a gauge, histogram or summary whose name ends in _total. */
final class TotalOfNoCounter extends Rule {
    TotalOfNoCounter() {
        super(new Info("JT206", "_total on a metric that is no counter", Severity.WARNING,
                "Whoever sees _total writes rate() or increase() around it, and on a gauge those give nonsense: "
                        + "two runs of 10 files each show an increase of 0.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files_total Files that the latest backup saved.
                        # TYPE backup_files_total gauge
                        backup_files_total 12
                        """, """
                        # HELP backup_last_run_files Files that the latest backup saved.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        boolean other = family.is(FamilyType.GAUGE) || !family.isPlain();
        if (other && family.name().endsWith("_total")) {
            String word = family.is(FamilyType.GAUGE) ? "gauge" : family.isHistogram() ? "histogram" : "summary";
            report.add(family, "a " + word + " has a name that ends in _total", suggestion(family, scope));
        }
        return FamilyCheck.NONE;
    }

    private static String suggestion(Family family, Scope scope) {
        String base = family.name().substring(0, family.name().length() - "_total".length());
        boolean run = scope.profile() == Profile.PUSH && family.is(FamilyType.GAUGE) && !base.contains("last_run");
        return run ? base + ", with last_run in the name if it is the count of one run" : base;
    }
}
