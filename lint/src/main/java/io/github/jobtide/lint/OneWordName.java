package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT210: a name of a single word. */
final class OneWordName extends Rule {
    OneWordName() {
        super(new Info("JT210", "a name of one word", Severity.WARNING,
                "All programs share one space of names. One word says neither whose it is nor what it counts, and the next team takes it for something else.",
                EnumSet.allOf(Profile.class), """
                        # HELP stock Articles that can be ordered.
                        # TYPE stock gauge
                        stock 12
                        """, """
                        # HELP warehouse_stock_articles Articles that can be ordered.
                        # TYPE warehouse_stock_articles gauge
                        warehouse_stock_articles 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.name().equals("up")) {
            return FamilyCheck.NONE;
        }
        return new Look(family, report);
    }

    /** In OpenMetrics the name of a counter or an info has its last word on its samples only. */
    private static final class Look implements FamilyCheck {
        private final Family family;
        private final Report report;
        private boolean begun;

        Look(Family family, Report report) {
            this.family = family;
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            boolean isLonger = family.isPlain() && !sample.name().equals(family.name());
            if (!begun && (isLonger ? NameWords.of(sample.name()) : family.words()).size() == 1) {
                report.add(family, "the name is a single word", "whose it is, " + family.name()
                        + ", and what is counted: three words such as warehouse_stock_articles");
            }
            begun = true;
        }
    }
}
