package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** JT409: a label that says where the program runs, which is better set outside of it. */
final class LabelOfThePlace extends Rule {
    private static final Set<String> PLACES = Set.of("environment", "env", "region", "cluster", "datacenter");

    LabelOfThePlace() {
        super(new Info("JT409", "environment, region or cluster in the body", Severity.INFO,
                "Where a job runs is the same for all that it measures. Set once, outside of the program, it is on every series and cannot be forgotten on "
                        + "one of them. It is right in the body if the metric compares several such places.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{environment="production"} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.isInfo()) {
            return FamilyCheck.NONE;
        }
        return new Places(scope, report);
    }

    /** Holds the first label of each name until the end shows whether all of them have its value. */
    private static final class Places implements FamilyCheck {
        private final Scope scope;
        private final Report report;
        private final Map<String, First> firsts = new HashMap<>();

        Places(Scope scope, Report report) {
            this.scope = scope;
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            for (Label label : sample.labels()) {
                if (PLACES.contains(label.name()) && !label.value().isEmpty() && !scope.isKey(label.name())) {
                    firsts.merge(label.name(), new First(sample, label, true), Places::joined);
                }
            }
        }

        private static First joined(First first, First next) {
            return new First(first.sample(), first.label(),
                    first.isOnly() && first.label().value().equals(next.label().value()));
        }

        @Override
        public void end() {
            for (First first : firsts.values()) {
                if (first.isOnly()) {
                    String name = first.label().name();
                    report.add(first.sample().line(), first.label().column(), first.sample().text(),
                            "the label '" + name + "' says where the program runs",
                            "set '" + name
                                    + "' as a target label in the scrape configuration, or in the URL of the push");
                }
            }
        }

        private record First(Sample sample, Label label, boolean isOnly) {}
    }
}
