package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Set;

/** JT213: a value that says how long ago something was. */
final class AgeInsteadOfTime extends Rule {
    private static final Set<String> UNITS = Set.of("seconds", "minutes", "hours", "days", "ms", "millis",
            "milliseconds", "sec", "secs", "s");
    private static final Set<String> OF_LIMITS = Set.of("max", "min", "limit", "threshold", "maximum", "minimum");

    AgeInsteadOfTime() {
        super(new Info("JT213", "an age instead of a time", Severity.INFO,
                "An age is right only at the moment it is written. If the job dies, the number stands still and looks fresh for ever. "
                        + "A time stays true, and the query subtracts it from time().",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_last_success_seconds_ago Time since the latest backup succeeded.
                        # TYPE backup_last_success_seconds_ago gauge
                        backup_last_success_seconds_ago 420
                        """, """
                        # HELP backup_last_success_timestamp_seconds Unix time at which the latest backup succeeded.
                        # TYPE backup_last_success_timestamp_seconds gauge
                        backup_last_success_timestamp_seconds 1795777344
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.isGauge()) {
            return FamilyCheck.NONE;
        }
        NameWords words = family.words();
        int last = words.size() - 1;
        if (UNITS.contains(words.word(last))) {
            last--;
        }
        if (words.word(last).equals("uptime")) {
            report.add(family, "the value is how long something has been up, which goes stale where it is kept",
                    prefix(words.joined(last)) + "start_time_seconds, the Unix time of the start");
        } else if (isAge(words, last)) {
            report.add(family, "the value is an age, which stands still when nobody pushes",
                    suggestion(words, last) + ", and time() minus that in the query");
        }
        return FamilyCheck.NONE;
    }

    private static boolean isAge(NameWords words, int last) {
        String word = words.word(last);
        if (word.equals("ago")) {
            return true;
        }
        if (word.equals("age")) {
            return last > 0 && !words.hasAny(OF_LIMITS);
        }
        return sinceAt(words) > 0;
    }

    /** Where since stands behind a time: seconds_since_last_backup. */
    private static int sinceAt(NameWords words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.word(i).equals("since")
                    && (UNITS.contains(words.word(i - 1)) || words.word(i - 1).equals("time"))) {
                return i;
            }
        }
        return -1;
    }

    private static String suggestion(NameWords words, int last) {
        int since = sinceAt(words);
        if (since > 0 && !words.word(last).equals("ago")) {
            StringBuilder name = new StringBuilder(prefix(words.joined(since - 1)));
            for (int i = since + 1; i <= last; i++) {
                name.append(words.word(i)).append('_');
            }
            return name + "timestamp_seconds";
        }
        int count = UNITS.contains(words.word(last - 1)) ? last - 1 : last;
        return prefix(words.joined(count)) + "timestamp_seconds";
    }

    private static String prefix(String words) {
        return words.isEmpty() ? "" : words + "_";
    }
}
