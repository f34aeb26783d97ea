package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Set;

/** JT216: a value that contradicts its name. */
final class ValueAgainstName extends Rule {
    /** A ratio of two sizes, which may be over 1. */
    private static final Set<String> OF_SIZES = Set.of("compression", "compress", "dedup", "deduplication",
            "amplification", "fragmentation", "oversubscription", "overcommit");

    ValueAgainstName() {
        super(new Info("JT216", "a value that contradicts its name", Severity.WARNING,
                "People trust the endings: _ratio is from 0 to 1, _up, _success and _valid are 0 or 1, _info is 1. "
                        + "An alert such as backup_up == 0 does not fire for a -1, and a ratio of 96 is drawn as 9600 %.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_saved_ratio Share of the files that were saved.
                        # TYPE backup_saved_ratio gauge
                        backup_saved_ratio 96
                        """, """
                        # HELP backup_saved_ratio Share of the files that were saved.
                        # TYPE backup_saved_ratio gauge
                        backup_saved_ratio 0.96
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.isGauge() && !family.is(FamilyType.INFO)) {
            return FamilyCheck.NONE;
        }
        return sample -> look(sample, report);
    }

    /** NaN says that a value is not known, and so contradicts no name. */
    private static void look(Sample sample, Report report) {
        String name = sample.name();
        double value = sample.value();
        if (Double.isNaN(value)) {
            return;
        }
        if (name.endsWith("_ratio")) {
            if ((value < 0 || value > 1) && !NameWords.of(name).hasAny(OF_SIZES)) {
                add(sample, report, "the name is that of a ratio, but the value is not from 0 to 1",
                        value > 1 && value <= 100
                                ? "divide it by 100 if it is in per cent, or give it another name"
                                : "write a value from 0 to 1, or give it another name");
            }
        } else if (name.endsWith("_info")) {
            if (value != 1) {
                add(sample, report, "an _info metric is always 1, and this is not",
                        "write 1, and put what there is to know into labels; or give it another name");
            }
        } else if (isYesOrNo(name) && value != 0 && value != 1 && !isOfMany(name)) {
            add(sample, report, "the name is that of a yes or no, but the value is neither 1 nor 0",
                    "write 1 for yes and 0 for no, or give it another name");
        }
    }

    private static void add(Sample sample, Report report, String reason, String suggestion) {
        report.add(sample.line(), sample.valueColumn(), sample.text(), reason, suggestion);
    }

    private static boolean isYesOrNo(String name) {
        return name.endsWith("_up") || name.endsWith("_success") || name.endsWith("_valid");
    }

    /** Whether it counts how many are: replicas_up. */
    private static boolean isOfMany(String name) {
        NameWords words = NameWords.of(name);
        String before = words.word(words.size() - 2);
        return before.endsWith("s") && !before.endsWith("ss") && !before.endsWith("us");
    }
}
