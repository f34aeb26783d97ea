package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.regex.Pattern;

/** JT209: a colon in the name of a metric. */
final class ColonInName extends Rule {
    /** Colons with the underscores around them. Begins only where no underscore stands before, to go through a long row of them once. */
    private static final Pattern COLONS = Pattern.compile("(?<!_)_*+:[:_]*+");

    ColonInName() {
        super(new Info("JT209", "a colon in a metric name", Severity.WARNING,
                "Colons are kept for recording rules, so that a name with one shows that Prometheus computed it. "
                        + "A metric that comes from a program under such a name sends people looking for a rule that is not there.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup:files_total Files that were backed up.
                        # TYPE backup:files_total counter
                        backup:files_total 12
                        """, """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.name().indexOf(':') >= 0) {
            report.add(family, "the name has a colon", COLONS.matcher(family.name()).replaceAll("_"));
        }
        return FamilyCheck.NONE;
    }
}
