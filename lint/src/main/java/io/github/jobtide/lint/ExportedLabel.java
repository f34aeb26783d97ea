package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT404: a label that Prometheus renamed when it scraped. */
final class ExportedLabel extends Rule {
    private static final String PREFIX = "exported_";

    ExportedLabel() {
        super(new Info("JT404", "a label that begins with exported_", Severity.WARNING,
                "Prometheus puts exported_ before a label that it sets itself, such as job or instance. On a page it means that numbers were copied "
                        + "out of Prometheus, and in Prometheus it cannot be told from a label that was renamed there.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{exported_instance="db3"} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{database="db3"} 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new LabelsOnce((sample, label) -> {
            boolean found = label.name().startsWith(PREFIX);
            if (found) {
                report.add(sample.line(), label.column(), sample.text(),
                        "the label '" + Values.shortened(label.name())
                                + "' has the name of one that Prometheus renamed",
                        "name it for what it says; if it came from a scrape, set honor_labels: true there");
            }
            return found;
        });
    }
}
