package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Set;

/** JT204: a unit that does not end the name. */
final class UnitInTheMiddle extends Rule {
    /** Before these words a unit may stand in the middle; what is wrong with some of them is for other rules. */
    private static final Set<String> FOLLOWERS = Set.of("per", "ago", "since", "to", "in");

    UnitInTheMiddle() {
        super(new Info("JT204", "a unit in the middle of a name", Severity.INFO,
                "At the end of the name, with nothing but _total behind it, the unit is found at a glance, by people and by tools.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_memory_bytes_used Memory of the latest backup in bytes.
                        # TYPE backup_memory_bytes_used gauge
                        backup_memory_bytes_used 64000000
                        """, """
                        # HELP backup_memory_used_bytes Memory of the latest backup in bytes.
                        # TYPE backup_memory_used_bytes gauge
                        backup_memory_used_bytes 64000000
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        NameWords words = family.words();
        int at = -1;
        for (int i = 0; i < words.last(); i++) {
            boolean isUnit = Units.BASE.contains(words.word(i)) && !FOLLOWERS.contains(words.word(i + 1));
            at = isUnit ? i : at;
        }
        if (at >= 0 && !endsWithUnit(words.lastWord())) {
            report.add(family, "the unit '" + words.word(at) + "' is not at the end of the name",
                    words.withUnit(at, words.word(at)));
        }
        return FamilyCheck.NONE;
    }

    private static boolean endsWithUnit(String word) {
        return Units.BASE.contains(word) || Units.spelled(word).isPresent() || Units.abbreviated(word).isPresent();
    }
}
