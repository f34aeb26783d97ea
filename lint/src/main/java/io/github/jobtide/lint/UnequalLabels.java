package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** JT405: a family whose series differ in the names of their labels. */
final class UnequalLabels extends Rule {
    private static final Set<String> OF_ITS_TYPE = Set.of("le", "quantile");

    UnequalLabels() {
        super(new Info("JT405", "different labels in one family", Severity.INFO,
                "A sum by a label has a part without a name for the series that lack it, and two families do not match in a division if one of them lacks "
                        + "it. Often a total stands beside its parts, and then each sum is twice as high as it should be.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{disk="home"} 12
                        backup_files 40
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{disk="home"} 12
                        backup_files{disk="var"} 28
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new Comparison(report);
    }

    /** Compares with the first sample, until one differs. */
    private static final class Comparison implements FamilyCheck {
        private final Report report;
        private @Nullable Set<String> wanted;
        private int wantedLine;
        private boolean isDone;

        Comparison(Report report) {
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            if (isDone) {
                return;
            }
            Set<String> first = wanted;
            if (first == null) {
                wanted = names(sample);
                wantedLine = sample.line();
            } else if (!isEqual(sample, first)) {
                isDone = true;
                difference(sample, first);
            }
        }

        private static boolean isEqual(Sample sample, Set<String> wanted) {
            int size = 0;
            for (Label label : sample.labels()) {
                if (counts(label)) {
                    size++;
                    if (!wanted.contains(label.name())) {
                        return false;
                    }
                }
            }
            return size == wanted.size();
        }

        private void difference(Sample sample, Set<String> wanted) {
            Set<String> missing = new TreeSet<>(wanted);
            Set<String> more = names(sample);
            missing.removeAll(more);
            more.removeAll(wanted);
            String reason = missing.isEmpty()
                    ? "the label '" + first(more) + "' is not on line " + wantedLine
                    : "the label '" + first(missing) + "' of line " + wantedLine + " is missing";
            report.add(sample, reason, "give each series of a family the same labels, and leave totals to sum()");
        }

        private static String first(Set<String> names) {
            return names.stream().findFirst().map(Values::shortened).orElse("");
        }

        private static Set<String> names(Sample sample) {
            Set<String> names = new TreeSet<>();
            for (Label label : sample.labels()) {
                if (counts(label)) {
                    names.add(label.name());
                }
            }
            return names;
        }

        /** An empty value is no label. */
        private static boolean counts(Label label) {
            return !label.value().isEmpty() && !OF_ITS_TYPE.contains(label.name());
        }
    }
}
