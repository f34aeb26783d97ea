package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT102: a family without a TYPE, or with one that leaves the type open. */
final class MissingType extends Rule {
    MissingType() {
        super(new Info("JT102", "no TYPE", Severity.WARNING,
                "Without a type nobody can tell whether a value may fall, so dashboards and other rules have to guess. "
                        + "The same name with a type elsewhere is then a clash.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_last_run_files Files that the latest backup saved.
                        backup_last_run_files 12
                        """, """
                        # HELP backup_last_run_files Files that the latest backup saved.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        String suggestion = "# TYPE " + family.name() + (family.name().endsWith("_total")
                ? " counter"
                : " gauge; or counter if it only ever grows");
        if (family.type().isEmpty()) {
            report.add(family, "there is no TYPE line", suggestion);
        } else if (family.is(FamilyType.UNTYPED)) {
            report.add(Severity.INFO, family.line(), 0, family.name(), "the TYPE line leaves the type open",
                    suggestion);
        }
        return FamilyCheck.NONE;
    }
}
