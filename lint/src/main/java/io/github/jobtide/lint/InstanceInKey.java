package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT703: a push that is told apart by the host on which the job ran. */
final class InstanceInKey extends Rule {
    private static final String INSTANCE = "instance";
    private static final String SUGGESTION = "leave instance out, unless the run on each host is a different thing";

    InstanceInKey() {
        super(new Info("JT703", "instance in a batch push", Severity.INFO,
                "A job that runs once for a whole service is the same job on every host. With instance in its URL it leaves one group for each host that "
                        + "ever ran it, and alerts fire for the hosts that no longer do.",
                EnumSet.of(Profile.PUSH), """
                        # HELP backup_last_run_files Files that the latest run backed up.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files{instance="db3"} 12
                        """, """
                        # HELP backup_last_run_files Files that the latest run backed up.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        """));
    }

    /** Of the key. */
    @Override
    PageCheck page(Scope scope, Report report) {
        String instance = scope.options().key().getOrDefault(INSTANCE, "");
        return instance.isEmpty() ? PageCheck.NONE : new PageCheck() {
            @Override
            public void family(Family family) {}

            @Override
            public void end() {
                report.add(0, 0, "", "the key of the group has instance=\"" + Values.shortened(instance) + "\"",
                        SUGGESTION);
            }
        };
    }

    /** Of what is pushed, if the key has none. */
    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (scope.isKey(INSTANCE)) {
            return FamilyCheck.NONE;
        }
        return new LabelsOnce((sample, label) -> {
            boolean found = label.name().equals(INSTANCE) && !label.value().isEmpty();
            if (found) {
                report.add(sample.line(), label.column(), sample.text(),
                        "the series tells by instance on which host the job ran", SUGGESTION);
            }
            return found;
        });
    }
}
