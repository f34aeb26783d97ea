package io.github.jobtide.lint;

import io.github.jobtide.lint.Units.Unit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** JT203: a unit in the name that is not written out. */
final class AbbreviatedUnit extends Rule {
    /** Units only beside a word for a time: us is a country, too. */
    private static final Set<String> SHORT_TIMES = Set.of("us", "ns", "s", "h", "d");
    /** Units only beside a word for a size. */
    private static final Set<String> SHORT_SIZES = Set.of("b");

    AbbreviatedUnit() {
        super(new Info("JT203", "an abbreviated unit", Severity.WARNING,
                "An abbreviation can be read in two ways: mb may be a million bytes or 1048576, b may be bits. "
                        + "The base unit written out at the end leaves nothing to guess.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_memory_usage_kb Memory of the latest backup.
                        # TYPE backup_memory_usage_kb gauge
                        backup_memory_usage_kb 62500
                        """, """
                        # HELP backup_memory_usage_bytes Memory of the latest backup in bytes.
                        # TYPE backup_memory_usage_bytes gauge
                        backup_memory_usage_bytes 64000000
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        NameWords words = family.words();
        Optional<Unit> unit = words.size() < 2 ? Optional.empty() : Units.abbreviated(words.lastWord());
        if (unit.isPresent() && isMeant(words, unit.get().word())) {
            report.add(family, "the name abbreviates its unit: " + unit.get().word(),
                    words.withUnit(words.last(), unit.get().base()) + ", " + unit.get().how());
        }
        return FamilyCheck.NONE;
    }

    private static boolean isMeant(NameWords words, String unit) {
        if (words.word(words.last() - 1).equals("per")) {
            return false;
        }
        if (SHORT_TIMES.contains(unit)) {
            return words.hasAny(Units.OF_TIME);
        }
        return !SHORT_SIZES.contains(unit) || words.hasAny(Units.OF_SIZE);
    }
}
