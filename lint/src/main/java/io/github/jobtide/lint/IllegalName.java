package io.github.jobtide.lint;

import io.github.jobtide.exposition.Names;
import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** JT009: a name that Prometheus does not take. */
final class IllegalName extends Rule {
    private static final int ASCII = 128;
    private static final String RESERVED = "__";
    /** Of labels in one family: beyond that, others are not looked at. */
    private static final int MOST_NAMES = 50;

    IllegalName() {
        super(new Info("JT009", "a name that is not allowed", Severity.ERROR,
                "Names are made of letters, digits and underscores and do not begin with a digit; only newer versions of Prometheus take others, and only "
                        + "in quotes: --utf8-names says that such names are wanted. Labels that begin with two underscores are kept for Prometheus itself.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup-files_total Files that were backed up.
                        # TYPE backup-files_total counter
                        backup-files_total 12
                        """, """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new Look(scope.options().utf8Names(), report);
    }

    private static String allowed(String name, boolean colons) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            boolean fits = letter < ASCII && (Character.isLetterOrDigit(letter) || (colons && letter == ':'));
            if (fits || text.length() == 0 || text.charAt(text.length() - 1) != '_') {
                text.append(fits ? letter : '_');
            }
        }
        while (!colons && text.length() > 0 && text.charAt(0) == '_') {
            text.deleteCharAt(0);
        }
        if (text.length() == 0) {
            return "use letters, digits and underscores";
        }
        return Values.shortened(Character.isDigit(text.charAt(0)) ? "_" + text : text.toString());
    }

    private static final class Look implements FamilyCheck {
        private final boolean utf8;
        private final Report report;
        private final Set<String> oddNames = new HashSet<>();
        private boolean begun;

        Look(boolean utf8, Report report) {
            this.utf8 = utf8;
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            if (!begun) {
                begun = true;
                name(sample);
            }
            for (Label label : sample.labels()) {
                label(sample, label);
            }
        }

        private void name(Sample sample) {
            String name = sample.name();
            if (!Names.isMetricName(name) && !isQuotedAndWanted(name, sample.text().startsWith("{"))) {
                report.add(sample, "the metric name '" + Values.shortened(name) + "' is not allowed" + hint(),
                        allowed(name, true));
            }
        }

        /** To look for the quotes takes as long as the line is, so this is done once for each name. */
        private void label(Sample sample, Label label) {
            String name = label.name();
            boolean isReserved = name.startsWith(RESERVED);
            if ((!isReserved && Names.isLabelName(name)) || oddNames.size() == MOST_NAMES || !oddNames.add(name)) {
                return;
            }
            if (isReserved) {
                add(sample, label, "the label '" + Values.shortened(name)
                        + "' begins with two underscores, which are kept for Prometheus itself");
            } else if (!isQuotedAndWanted(name, sample.text().contains('"' + name))) {
                add(sample, label, "the label name '" + Values.shortened(name) + "' is not allowed" + hint());
            }
        }

        private void add(Sample sample, Label label, String reason) {
            report.add(sample.line(), label.column(), sample.text(), reason, allowed(label.name(), false));
        }

        /** Bytes that are no text have become the replacement character. */
        private boolean isQuotedAndWanted(String name, boolean quoted) {
            return utf8 && quoted && !name.isEmpty() && name.indexOf('\uFFFD') < 0;
        }

        private String hint() {
            return utf8 ? " without quotes" : "";
        }
    }
}
