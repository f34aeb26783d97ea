package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** JT302: a counter that is lower than what the gateway has of it. */
final class FallenCounter extends Rule {
    FallenCounter() {
        super(new Info("JT302", "a counter lower than on the gateway", Severity.WARNING,
                "What is pushed takes the place of what was stored. A counter that begins anew with each run looks as if it had been reset: two runs of ten "
                        + "files each show no increase at all. Either the job knows its total, or the gateway adds what each run brings.",
                EnumSet.of(Profile.PUSH), """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total 12
                        """, """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total 43
                        """, """
                        # TYPE backup_files_total counter
                        backup_files_total{instance="",job="backup"} 31
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.is(FamilyType.COUNTER) || !scope.isCompared()) {
            return FamilyCheck.NONE;
        }
        LintOptions options = scope.options();
        return sample -> {
            OptionalDouble before = options.stored().counter(sample.name(), labels(sample, options.key()));
            if (before.isPresent() && sample.value() < before.getAsDouble()) {
                report.add(sample.line(), sample.valueColumn(), sample.text(),
                        "the counter is " + Values.shortened(sample.valueText()) + ", but the gateway already has "
                                + Values.text(before.getAsDouble()),
                        "push the total since it began, or let the gateway add it up with jobtide push --add; for the count of one run take a gauge");
            }
        };
    }

    /** As they will be stored: the URL's labels take the place of the body's. */
    private static Map<String, String> labels(Sample sample, Map<String, String> key) {
        Map<String, String> labels = new HashMap<>();
        for (Label label : sample.labels()) {
            labels.put(label.name(), label.value());
        }
        labels.putAll(key);
        return labels;
    }
}
