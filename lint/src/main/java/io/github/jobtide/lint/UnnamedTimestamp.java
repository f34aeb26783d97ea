package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** JT211: a value that is a Unix time, under a name that does not say so. */
final class UnnamedTimestamp extends Rule {
    /** From 2001 into 2049. A count may be as large, so the name has to hint at a time, too. */
    private static final double FIRST = 1e9;
    private static final double LAST = 2.5e9;
    private static final double MILLIS = 1000;

    private static final Set<String> OF_TIME = Set.of("time", "timestamp", "ts", "date", "datetime", "epoch",
            "unixtime", "at", "updated", "created", "modified", "started", "finished", "ended", "completed", "seen",
            "changed", "synced", "executed", "scheduled", "expiry", "expires", "expiration", "heartbeat", "deadline",
            "since", "boot");
    private static final Set<String> OF_EVENTS = Set.of("run", "success", "failure", "failed", "error", "start", "end",
            "finish", "complete", "completion", "backup", "sync", "reload", "scrape", "execution", "update", "change",
            "modification", "import", "export", "successful", "succeeded");
    private static final Set<String> ONE_OF_MANY = Set.of("last", "latest", "first", "earliest", "oldest", "newest",
            "next", "previous", "recent");
    private static final Set<String> UNITS = Set.of("seconds", "sec", "secs", "ms", "millis", "milliseconds");
    private static final Map<String, String> NOUNS = Map.ofEntries(Map.entry("updated", "update"),
            Map.entry("created", "creation"), Map.entry("modified", "modification"), Map.entry("started", "start"),
            Map.entry("finished", "completion"), Map.entry("completed", "completion"), Map.entry("ended", "end"),
            Map.entry("changed", "change"), Map.entry("synced", "sync"), Map.entry("executed", "execution"),
            Map.entry("scheduled", "schedule"), Map.entry("expires", "expiry"), Map.entry("expiration", "expiry"),
            Map.entry("failed", "failure"), Map.entry("successful", "success"), Map.entry("succeeded", "success"));
    private static final Set<String> DROPPED = Set.of("time", "timestamp", "ts", "date", "datetime", "epoch",
            "unixtime", "at", "unix", "seconds", "sec", "secs", "ms", "millis", "milliseconds", "since");

    UnnamedTimestamp() {
        super(new Info("JT211", "a Unix time without _timestamp_seconds", Severity.WARNING,
                "That ending tells people and dashboards that the value is a time, so that its age is time() minus the value.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_last_updated When the latest backup ended.
                        # TYPE backup_last_updated gauge
                        backup_last_updated 1795777344
                        """, """
                        # HELP backup_last_update_timestamp_seconds Unix time at which the latest backup ended.
                        # TYPE backup_last_update_timestamp_seconds gauge
                        backup_last_update_timestamp_seconds 1795777344
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.isGauge() || family.name().endsWith("_timestamp_seconds")
                || family.name().endsWith("_time_seconds") || family.name().endsWith("_created")) {
            return FamilyCheck.NONE;
        }
        NameWords words = family.words();
        return hints(words) ? new Look(words, family.name().endsWith("_seconds"), report) : FamilyCheck.NONE;
    }

    private static boolean hints(NameWords words) {
        int last = words.size() - 1;
        if (UNITS.contains(words.word(last))) {
            last--;
        }
        boolean one = words.hasAny(ONE_OF_MANY);
        return OF_TIME.contains(words.word(last)) || (one && OF_EVENTS.contains(words.word(last)));
    }

    private static final class Look implements FamilyCheck {
        private final NameWords words;
        private final boolean seconds;
        private final Report report;
        private boolean found;

        Look(NameWords words, boolean seconds, Report report) {
            this.words = words;
            this.seconds = seconds;
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            double value = sample.value();
            boolean isTime = isTime(value);
            boolean isMillis = !seconds && isTime(value / MILLIS);
            if (!found && (isTime || isMillis)) {
                found = true;
                report.add(sample.line(), sample.valueColumn(), sample.text(),
                        "the value is a Unix time" + (isMillis ? " in milliseconds" : "")
                                + ", and the name does not end in _timestamp_seconds",
                        suggestion() + (isMillis ? ", divided by 1000" : ""));
            }
        }

        private static boolean isTime(double value) {
            return value >= FIRST && value < LAST;
        }

        private String suggestion() {
            int count = words.size();
            while (count > 1 && DROPPED.contains(words.word(count - 1))) {
                count--;
            }
            String event = words.word(count - 1);
            String noun = NOUNS.getOrDefault(event, event);
            return (count > 1 ? words.joined(count - 1) + "_" : "") + noun + "_timestamp_seconds";
        }
    }
}
