package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT407: a label value that is long, or that cannot be seen and typed as it is. */
final class UnwieldyLabelValue extends Rule {
    private static final int LONGEST = 128;
    private static final String OUTER_BLANK = "begins or ends with a blank";

    UnwieldyLabelValue() {
        super(new Info("JT407", "a long label value, or one with control characters or outer blanks", Severity.WARNING,
                "A label value is stored with each series, and typed into queries and alerts. Long texts belong in a log. Blanks at the ends and "
                        + "control characters cannot be seen, so a query with what is seen finds nothing.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{disk="home "} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{disk="home"} 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new LabelsOnce((sample, label) -> {
            String what = wrong(label.value());
            if (!what.isEmpty()) { // The value itself would spoil the report as well.
                report.add(sample.line(), label.column(), sample.name() + "{" + Values.shortened(label.name()) + "}",
                        "the value of the label '" + Values.shortened(label.name()) + "' " + what,
                        what.equals(OUTER_BLANK)
                                ? "write it without the blank"
                                : "write a short word here, and the whole text to a log");
            }
            return !what.isEmpty();
        });
    }

    private static String wrong(String value) {
        if (value.isEmpty()) {
            return "";
        }
        if (hasControl(value)) {
            return "has control characters, such as a line break";
        }
        if (value.length() > LONGEST && value.codePointCount(0, value.length()) > LONGEST) {
            return "has more than " + LONGEST + " characters";
        }
        return isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1))
                ? OUTER_BLANK
                : "";
    }

    private static boolean hasControl(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }
}
