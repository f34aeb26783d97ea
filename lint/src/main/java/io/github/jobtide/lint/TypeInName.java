package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT208: a name that ends in a word for its type. */
final class TypeInName extends Rule {
    TypeInName() {
        super(new Info("JT208", "the type in a name", Severity.WARNING,
                "The type is in the TYPE line already. In the name it takes the place of a word that says what is counted, and is wrong when the type changes.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_queue_gauge Files that wait for the backup.
                        # TYPE backup_queue_gauge gauge
                        backup_queue_gauge 12
                        """, """
                        # HELP backup_queue_length Files that wait for the backup.
                        # TYPE backup_queue_length gauge
                        backup_queue_length 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        NameWords words = family.words();
        boolean named = words.size() > 1 && switch (words.lastWord()) {
            case "gauge", "counter", "histogram" -> true;
            case "summary" -> family.is(FamilyType.SUMMARY);
            default -> false;
        };
        if (named) {
            report.add(family, "the name ends in the type '" + words.lastWord() + "'", suggestion(family, words));
        }
        return FamilyCheck.NONE;
    }

    private static String suggestion(Family family, NameWords words) {
        String base = words.joined(words.last());
        if (family.is(FamilyType.COUNTER)) {
            return base + "_total";
        }
        return words.last() > 1 ? base : base + " with a word that says what is counted, such as length or size";
    }
}
