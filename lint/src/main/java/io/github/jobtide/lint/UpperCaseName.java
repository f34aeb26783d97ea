package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT201: capitals in the name of a metric. */
final class UpperCaseName extends Rule {
    UpperCaseName() {
        super(new Info("JT201", "capitals in a metric name", Severity.WARNING,
                "Capitals and small letters make different names, and nearly all names are in small letters. "
                        + "One with capitals is easily typed wrong, and then shows no data.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_runDuration_seconds Wall time of the latest backup in seconds.
                        # TYPE backup_runDuration_seconds gauge
                        backup_runDuration_seconds 62.5
                        """, """
                        # HELP backup_run_duration_seconds Wall time of the latest backup in seconds.
                        # TYPE backup_run_duration_seconds gauge
                        backup_run_duration_seconds 62.5
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.name().chars().anyMatch(letter -> letter >= 'A' && letter <= 'Z')) {
            report.add(family, "the name has capitals", family.words().joined());
        }
        return FamilyCheck.NONE;
    }
}
