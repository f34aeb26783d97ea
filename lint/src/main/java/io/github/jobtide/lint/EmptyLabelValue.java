package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT406: a label without a value. */
final class EmptyLabelValue extends Rule {
    EmptyLabelValue() {
        super(new Info("JT406", "an empty label value", Severity.INFO,
                "For Prometheus a label with an empty value is no label at all. Whoever looks for the series by that label does not find it.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{disk=""} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{disk="unknown"} 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new LabelsOnce((sample, label) -> {
            boolean found = label.value().isEmpty();
            if (found) {
                report.add(sample.line(), label.column(), sample.text(),
                        "the label '" + Values.shortened(label.name()) + "' is empty",
                        "leave the label out of the whole family, or write a word such as none or unknown");
            }
            return found;
        });
    }
}
