package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Set;

/** JT704: a push that does not say when the job last succeeded. */
final class NoSuccessTime extends Rule {
    private static final Set<String> SUCCESS = Set.of("success", "succeeded", "successful");
    private static final Set<String> LAST = Set.of("last");
    private static final Set<String> SECONDS = Set.of("seconds");
    private static final Set<String> DURATION = Set.of("duration");
    private static final Set<String> TIME = Set.of("timestamp", "time", "unixtime", "epoch", "unix", "at");

    NoSuccessTime() {
        super(new Info("JT704", "no time of the last success", Severity.INFO,
                "A gateway shows what was pushed last, also when the job has not run for a month. Only with the time of the last success can an alert "
                        + "tell a job that works from one that has stopped.",
                EnumSet.of(Profile.PUSH), """
                        # HELP backup_last_run_files Files that the latest run backed up.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        """, """
                        # HELP backup_last_run_files Files that the latest run backed up.
                        # TYPE backup_last_run_files gauge
                        backup_last_run_files 12
                        # HELP backup_last_success_timestamp_seconds Unix time at which the latest successful run ended.
                        # TYPE backup_last_success_timestamp_seconds gauge
                        backup_last_success_timestamp_seconds 1.7e+09
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return FamilyCheck.NONE;
    }

    @Override
    PageCheck page(Scope scope, Report report) {
        return new PageCheck() {
            private boolean any;
            private boolean hasSuccess;

            @Override
            public void family(Family family) {
                any = true;
                hasSuccess |= tellsOfSuccess(family);
            }

            @Override
            public void end() {
                if (any && !hasSuccess) {
                    report.add(0, 0, "", "no family says when the job last succeeded",
                            "run the job with jobtide run, or push a gauge NAME_last_success_timestamp_seconds after each success");
                }
            }
        };
    }

    /** What the wrapper pushes comes in several parts, of which one has the time. */
    private static boolean tellsOfSuccess(Family family) {
        NameWords words = family.words();
        return family.name().startsWith("jobtide_") || (words.hasAny(SUCCESS) && (words.hasAny(TIME)
                || (words.hasAny(LAST) && words.hasAny(SECONDS) && !words.hasAny(DURATION))));
    }
}
