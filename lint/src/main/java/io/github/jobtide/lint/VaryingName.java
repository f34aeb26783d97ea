package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Set;

/** JT215: a date, a varying number or the name of the job in the name of a metric. */
final class VaryingName extends Rule {
    private static final int LEAST_DIGITS = 4;
    private static final int YEAR_DIGITS = 4;
    private static final int DIGITS_IN_A_WORD = 6;
    private static final int DIGITS_OF_A_DATE = 8;
    private static final Set<String> OF_STANDARDS = Set.of("iso", "rfc", "ieee", "en", "din");
    private static final Set<String> OF_JOBS = Set.of("job", "jobs", "task", "cron", "cronjob", "batch");

    VaryingName() {
        super(new Info("JT215", "a date, a number or the job in a name", Severity.WARNING,
                "Each new date or number makes a new metric that no dashboard and no alert knows, and the old one stays on the gateway. "
                        + "The job has a label of its own, so its name in the metric only keeps one query from covering all jobs.",
                EnumSet.allOf(Profile.class), """
                        # HELP import_20261127_rows Rows of the import of that day.
                        # TYPE import_20261127_rows gauge
                        import_20261127_rows 12
                        """, """
                        # HELP import_last_run_rows Rows of the latest import.
                        # TYPE import_last_run_rows gauge
                        import_last_run_rows 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        NameWords words = family.words();
        for (int i = 0; i < words.size(); i++) {
            if (isDate(words, i)) {
                report.add(family, "the name contains a date",
                        "leave it out; the time of a run is the value of a metric …_timestamp_seconds");
                return FamilyCheck.NONE;
            }
            if (isNumber(words, i)) {
                report.add(family, "the name contains the number " + Values.shortened(words.word(i)),
                        "leave it out, or make it a label if it has few values");
                return FamilyCheck.NONE;
            }
        }
        NameWords job = NameWords.of(scope.options().key().getOrDefault("job", ""));
        int at = job.size() == 0 ? -1 : indexOf(words, job);
        if (at >= 0) {
            report.add(family, "the name contains the job's name, " + job.joined(),
                    "a name for all jobs; the label job tells them apart");
        }
        return FamilyCheck.NONE;
    }

    private static boolean isDate(NameWords words, int index) {
        String word = words.word(index);
        if (!isDigits(word) || word.length() < YEAR_DIGITS || !(word.startsWith("19") || word.startsWith("20"))) {
            return false;
        }
        return word.length() == YEAR_DIGITS
                ? isMonth(words.word(index + 1)) || isMonth(words.word(index - 1))
                : word.length() == DIGITS_OF_A_DATE && isMonth(word.substring(YEAR_DIGITS, YEAR_DIGITS + 2));
    }

    private static boolean isMonth(String word) {
        return isDigits(word) && word.length() <= 2 && Integer.parseInt(word) >= 1 && Integer.parseInt(word) <= 12;
    }

    private static boolean isNumber(NameWords words, int index) {
        String word = words.word(index);
        if (isDigits(word)) {
            return word.length() >= LEAST_DIGITS && !OF_STANDARDS.contains(words.word(index - 1));
        }
        int run = 0;
        for (int i = 0; i < word.length() && run < DIGITS_IN_A_WORD; i++) {
            run = isDigit(word.charAt(i)) ? run + 1 : 0;
        }
        return run == DIGITS_IN_A_WORD;
    }

    private static boolean isDigits(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!isDigit(word.charAt(i))) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /**
     * Where the job's name begins; -1 if nowhere. A single word counts only behind a word for jobs: elsewhere, backup is just what the metric
     * is about.
     */
    private static int indexOf(NameWords words, NameWords job) {
        for (int i = 0; i + job.size() <= words.size(); i++) {
            int same = 0;
            while (same < job.size() && words.word(i + same).equals(job.word(same))) {
                same++;
            }
            if (same == job.size() && (job.size() > 1 || OF_JOBS.contains(words.word(i - 1)))) {
                return i;
            }
        }
        return -1;
    }
}
