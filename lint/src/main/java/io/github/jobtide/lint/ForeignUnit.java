package io.github.jobtide.lint;

import io.github.jobtide.lint.Units.Unit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** JT202: a unit in the name that is no base unit. */
final class ForeignUnit extends Rule {
    /** Words that mean other things, too, and count as units only at the end or before one of the words below. */
    private static final Set<String> AMBIGUOUS = Set.of("minutes", "hours", "days", "weeks", "bits");
    private static final Set<String> FOLLOWERS = Set.of("ago", "since", "until", "left", "remaining", "old", "per",
            "used",
            "spent", "elapsed");

    ForeignUnit() {
        super(new Info("JT202", "a unit that is no base unit", Severity.WARNING,
                "Everything else in Prometheus counts in seconds, bytes and ratios from 0 to 1, and dashboards choose the readable form themselves. "
                        + "A metric in another unit cannot be compared with the rest, and sooner or later somebody alerts on a number that is 1000 times too small.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_duration_milliseconds Wall time of the latest backup.
                        # TYPE backup_duration_milliseconds gauge
                        backup_duration_milliseconds 62500
                        """, """
                        # HELP backup_duration_seconds Wall time of the latest backup in seconds.
                        # TYPE backup_duration_seconds gauge
                        backup_duration_seconds 62.5
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        NameWords words = family.words();
        for (int i = 0; i < words.size(); i++) {
            Optional<Unit> unit = Units.spelled(words.word(i));
            if (unit.isPresent() && isMeant(words, i)) {
                report.add(family, reason(unit.get()), suggestion(words, i, unit.get()));
                break;
            }
        }
        return FamilyCheck.NONE;
    }

    private static boolean isMeant(NameWords words, int index) {
        return !AMBIGUOUS.contains(words.word(index)) || index == words.last()
                || FOLLOWERS.contains(words.word(index + 1));
    }

    private static String reason(Unit unit) {
        return unit.base().equals("ratio") ? "the name counts per cent" : "the name counts " + unit.word();
    }

    private static String suggestion(NameWords words, int index, Unit unit) {
        String suggestion = words.withUnit(index, unit.base()) + ", " + unit.how();
        boolean cpu = unit.base().equals("ratio") && words.hasAny(Set.of("cpu"));
        return cpu ? suggestion + "; or the CPU time in seconds" : suggestion;
    }
}
