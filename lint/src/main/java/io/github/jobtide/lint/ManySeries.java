package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT504: more series in a family than anybody looks at. */
final class ManySeries extends Rule {
    private static final int MOST_OF_A_PUSH = 1000;
    private static final int MOST_OF_A_FAMILY = 100;

    /** Also for the page as a whole, whose series {@link PageLint} counts. */
    static final Info INFO = new Info("JT504", "many series", Severity.WARNING,
            "A batch job that brings more than a hundred series in one family, or a thousand in one push, mostly has a label with ever new values, or "
                    + "measures single files or customers. Each series costs memory in the gateway and in Prometheus, and each query takes longer. With "
                    + "--against, more than that gateway takes in one group is an error.",
            EnumSet.allOf(Profile.class), page(MOST_OF_A_FAMILY + 1), page(2));

    ManySeries() {
        super(INFO);
    }

    /** Looks at a page as a whole. */
    static void judge(long series, LintOptions options, Report report) {
        long limit = options.mostSeries();
        if (options.profile() != Profile.PUSH) {
            return;
        }
        if (limit > 0 && series > limit) {
            report.add(Severity.ERROR, 0, 0, "",
                    "the push has " + series + " series, but the gateway takes no more than "
                            + limit + " in a group",
                    "take out the label with the most values, or push to several groups");
        } else if (series > MOST_OF_A_PUSH) {
            report.add(0, 0, "", "the push has " + series + " series, more than " + MOST_OF_A_PUSH,
                    "take out the label with the most values");
        }
    }

    private static String page(int series) {
        StringBuilder page = new StringBuilder("""
                # HELP backup_files Files of the latest backup.
                # TYPE backup_files gauge
                """);
        for (int i = 0; i < series; i++) {
            page.append("backup_files{disk=\"d").append(i).append("\"} 12\n");
        }
        return page.toString();
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new Count(family, report);
    }

    private static final class Count implements FamilyCheck {
        private final Family family;
        private final Report report;
        private long series;

        Count(Family family, Report report) {
            this.family = family;
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            series++;
        }

        @Override
        public void end() {
            if (series > MOST_OF_A_FAMILY) {
                report.add(family, "the family has " + series + " series, more than " + MOST_OF_A_FAMILY,
                        "take out the label with the most values"
                                + (family.isHistogram() ? ", or have fewer buckets" : ""));
            }
        }
    }
}
