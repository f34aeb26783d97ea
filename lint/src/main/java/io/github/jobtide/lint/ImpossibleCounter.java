package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT301: a counter, or the count of a summary, that is below zero or NaN. */
final class ImpossibleCounter extends Rule {
    ImpossibleCounter() {
        super(new Info("JT301", "a counter below zero or NaN", Severity.ERROR,
                "A counter counts up from zero. Prometheus takes a fall for a restart of the program and adds what comes after it, so that rates "
                        + "of such a counter are wrong. What may fall is a gauge. The _count of a summary is a counter, too.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total -3
                        """, """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total 3
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.is(FamilyType.COUNTER)) {
            String suggestion = "count up from 0, or write # TYPE " + family.name() + " gauge if it may fall";
            return sample -> look(sample, report, "the counter", suggestion);
        }
        return family.is(FamilyType.SUMMARY)
                ? sample -> {
                    if (Part.of(family, sample) == Part.COUNT) {
                        look(sample, report, "the count of the summary", "write the number of observations, 0 or more");
                    }
                }
                : FamilyCheck.NONE;
    }

    private static void look(Sample sample, Report report, String what, String suggestion) {
        if (Double.isNaN(sample.value()) || sample.value() < 0) {
            report.add(sample.line(), sample.valueColumn(), sample.text(),
                    what + (Double.isNaN(sample.value()) ? " is NaN" : " is below zero"), suggestion);
        }
    }
}
