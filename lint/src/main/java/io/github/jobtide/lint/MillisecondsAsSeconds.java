package io.github.jobtide.lint;

import java.math.BigDecimal;
import java.util.EnumSet;

/** JT212: a value in milliseconds under a name in seconds. */
final class MillisecondsAsSeconds extends Rule {
    /** As seconds, more than thirty thousand years: no time and no duration. */
    private static final double FIRST = 1e12;
    private static final double LAST = 1e14;

    MillisecondsAsSeconds() {
        super(new Info("JT212", "milliseconds in a metric of seconds", Severity.ERROR,
                "The name says seconds, but the value only makes sense in milliseconds. "
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
            if (sample.value() >= FIRST && sample.value() <= LAST) {
                report.add(sample.line(), sample.valueColumn(), sample.text(),
                        "the name counts seconds, the value is in milliseconds",
                        "divide it by 1000: " + inSeconds(sample.value()));
            }
        };
    }

    private static String inSeconds(double millis) {
        return new BigDecimal(millis).movePointLeft(3).stripTrailingZeros().toPlainString();
    }
}
