package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT401: capitals in the name of a label. */
final class CapitalsInLabel extends Rule {
    CapitalsInLabel() {
        super(new Info("JT401", "capitals in a label name", Severity.WARNING,
                "Labels are written in small letters with underscores everywhere else. A label that is spelt in another way does not match the "
                        + "others where a query combines metrics, and is easily mistyped.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{diskName="home"} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{disk_name="home"} 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new LabelsOnce((sample, label) -> {
            boolean found = hasCapital(label.name());
            if (found) {
                report.add(sample.line(), label.column(), sample.text(),
                        "the label '" + Values.shortened(label.name()) + "' has capital letters",
                        Values.shortened(NameWords.of(label.name()).joined()));
            }
            return found;
        });
    }

    private static boolean hasCapital(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return true;
            }
        }
        return false;
    }
}
