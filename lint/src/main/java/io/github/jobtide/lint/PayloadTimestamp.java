package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT005: a timestamp behind the value. */
final class PayloadTimestamp extends Rule {
    PayloadTimestamp() {
        super(new Info("JT005", "a timestamp behind the value", Severity.ERROR,
                "The gateway refuses a push with timestamps, because what is pushed stays for a long time and Prometheus takes no old samples. "
                        + "What matters is when something happened, and that is a value of its own. "
                        + "On a page that is scraped, a timestamp hides that a series has ended.",
                EnumSet.of(Profile.PUSH, Profile.SCRAPE), """
                        # HELP backup_last_run_files Files that the latest backup saved.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12 1795777344000
                        """, """
                        # HELP backup_last_run_files Files that the latest backup saved.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        # HELP backup_last_success_timestamp_seconds Unix time at which the latest backup succeeded.
                        # TYPE backup_last_success_timestamp_seconds gauge
                        backup_last_success_timestamp_seconds 1795777344
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        Severity severity = scope.profile() == Profile.PUSH ? Severity.ERROR : Severity.INFO;
        return sample -> {
            if (sample.timestamp().isPresent()) {
                report.add(severity, sample.line(), sample.valueColumn() + sample.valueText().length() + 1,
                        sample.text(), "a timestamp stands behind the value",
                        "leave it out; if the time matters, write it as the value of a metric …_timestamp_seconds");
            }
        };
    }
}
