package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT101: a family without a HELP text. */
final class MissingHelp extends Rule {
    MissingHelp() {
        super(new Info("JT101", "no HELP", Severity.WARNING,
                "Whoever is woken by an alert at night reads this line first. It says what is counted, in which unit, and over which time.",
                EnumSet.allOf(Profile.class), """
                        # TYPE backup_files_total counter
                        backup_files_total 12
                        """, """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.help().isEmpty()) {
            report.add(family, "there is no HELP line", "# HELP " + family.name() + " What it counts, in which unit.");
        } else if (family.help().get().isBlank()) {
            report.add(family, "the HELP line is empty", "# HELP " + family.name() + " What it counts, in which unit.");
        }
        return FamilyCheck.NONE;
    }
}
