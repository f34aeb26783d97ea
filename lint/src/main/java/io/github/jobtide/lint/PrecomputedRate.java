package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Set;

/** JT214: a rate or a share that the program computed itself. */
final class PrecomputedRate extends Rule {
    private static final Set<String> PERCENT = Set.of("percent", "percentage", "pct");
    private static final Set<String> OUTCOMES = Set.of("success", "successes", "failure", "failures", "error", "errors",
            "failed", "hit", "hits", "miss", "misses", "succeeded", "completion", "completed", "done");
    /** Words before rate that make it a fact of its own, and not the quotient of two counts. */
    private static final Set<String> FACTS = Set.of("sample", "sampling", "bit", "frame", "heart", "interest",
            "exchange", "tax", "baud", "refresh", "clock", "discount", "vat", "base", "currency", "fx", "link",
            "symbol",
            "target", "limit", "max", "min");
    private static final Set<String> TIMES = Set.of("second", "sec", "minute", "hour", "day", "s");

    private static final String COUNTS = "push the two counts behind it as metrics of their own, and divide in the query";

    PrecomputedRate() {
        super(new Info("JT214", "a rate computed by the program", Severity.WARNING,
                "A rate cannot be added up or averaged over jobs and runs: half of 2 files and all of 1000 are not three quarters. "
                        + "From the two counts behind it Prometheus makes every rate, over any time.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_success_rate Share of the files that were saved.
                        # TYPE backup_success_rate gauge
                        backup_success_rate 0.96
                        """, """
                        # HELP backup_last_run_files Files of the latest backup, by result.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files{result="saved"} 48
                        backup_last_run_files{result="failed"} 2
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.isGauge()) {
            return FamilyCheck.NONE;
        }
        NameWords words = family.words();
        int last = words.last();
        if (words.word(last).equals("rate") && last > 0 && !FACTS.contains(words.word(last - 1))) {
            report.add(family, "the name is that of a computed rate", COUNTS);
        } else if (PERCENT.contains(words.word(last)) && words.hasAny(OUTCOMES)) {
            report.add(family, "the name is that of a computed share", COUNTS);
        } else if (isPerTime(words, last)) {
            report.add(family, "the value is so much per " + words.word(last) + ", computed by the program",
                    words.joined(last - 1) + " and the duration in seconds, and divide in the query");
        }
        return FamilyCheck.NONE;
    }

    /** Not of bytes and bits, which is how the speed of a line is given. */
    private static boolean isPerTime(NameWords words, int last) {
        return last > 1 && TIMES.contains(words.word(last)) && words.word(last - 1).equals("per")
                && !Set.of("bytes", "bits").contains(words.word(last - 2));
    }
}
