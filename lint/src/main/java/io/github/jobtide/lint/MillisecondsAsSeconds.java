package io.github.jobtide.lint;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;

/** JT212: a value in milliseconds, or a smaller unit, under a name in seconds. */
final class MillisecondsAsSeconds extends Rule {
    /** As seconds, all of these are more than thirty thousand years: no time and no duration. */
    private static final List<Unit> UNITS = List.of(new Unit("milliseconds", 1e12, 1e14, 3),
            new Unit("microseconds", 1e15, 2.5e15, 6), new Unit("nanoseconds", 1e18, 2.5e18, 9));

    MillisecondsAsSeconds() {
        super(new Info("JT212", "milliseconds in a metric of seconds", Severity.ERROR,
                "The name says seconds, but the value only makes sense in milliseconds, microseconds or nanoseconds. "
                        + "An alert on its age never fires, because the time seems to lie thousands of years ahead.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_last_success_timestamp_seconds Unix time at which the latest backup succeeded.
                        # TYPE backup_last_success_timestamp_seconds gauge
                        backup_last_success_timestamp_seconds 1795777344000
                        """, """
                        # HELP backup_last_success_timestamp_seconds Unix time at which the latest backup succeeded.
                        # TYPE backup_last_success_timestamp_seconds gauge
                        backup_last_success_timestamp_seconds 1795777344
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.isPlain() || !family.name().endsWith("_seconds")) {
            return FamilyCheck.NONE;
        }
        return sample -> {
            for (int i = 0; i < UNITS.size(); i++) {
                if (UNITS.get(i).has(sample.value())) {
                    report.add(sample.line(), sample.valueColumn(), sample.text(),
                            "the name counts seconds, the value is in " + UNITS.get(i).word(),
                            UNITS.get(i).conversion(sample.value()));
                }
            }
        };
    }

    /**
     * One that is taken for seconds.
     *
     * @param first of the values that are in it
     * @param last of them
     * @param digits that a second has more in it
     */
    private record Unit(String word, double first, double last, int digits) {
        boolean has(double value) {
            return value >= first && value <= last;
        }

        String conversion(double value) {
            return "divide it by " + BigDecimal.ONE.movePointRight(digits).toPlainString() + ": "
                    + new BigDecimal(value).movePointLeft(digits).stripTrailingZeros().toPlainString();
        }
    }
}
