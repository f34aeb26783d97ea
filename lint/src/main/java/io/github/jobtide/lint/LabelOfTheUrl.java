package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;

/** JT403: a label that the URL of the push sets anyway. */
final class LabelOfTheUrl extends Rule {
    /** Each push has it in its URL, whatever is known of the rest. */
    private static final String JOB = "job";

    LabelOfTheUrl() {
        super(new Info("JT403", "a label that the URL sets", Severity.WARNING,
                "The gateway puts the labels of the URL on each series that is pushed. A label of the same name in the body is replaced without a "
                        + "word, and series that only it told apart become one. With the same value it does nothing, and is info only.",
                EnumSet.of(Profile.PUSH), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{job="backup"} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        LabelsOnce replaced = new LabelsOnce((sample, label) -> isReplaced(scope, label)
                && add(report, Severity.WARNING, sample, label, "the URL sets the label '" + label.name()
                        + "' to another value, which replaces this one"));
        LabelsOnce repeated = new LabelsOnce((sample, label) -> isRepeated(scope, label)
                && add(report, Severity.INFO, sample, label, "the URL sets the label '" + label.name() + "' already"));
        return sample -> {
            replaced.sample(sample);
            repeated.sample(sample);
        };
    }

    /** An empty value is no label. */
    private static boolean isReplaced(Scope scope, Label label) {
        String value = scope.options().key().getOrDefault(label.name(), label.value());
        return !label.value().isEmpty() && !value.equals(label.value());
    }

    private static boolean isRepeated(Scope scope, Label label) {
        return !label.value().isEmpty() && (scope.isKey(label.name()) || label.name().equals(JOB))
                && !isReplaced(scope, label);
    }

    private static boolean add(Report report, Severity severity, Sample sample, Label label, String reason) {
        report.add(severity, sample.line(), label.column(), sample.text(), reason,
                "leave '" + label.name() + "' out of the body, or give it another name if it tells series apart");
        return true;
    }
}
