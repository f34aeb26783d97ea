package io.github.jobtide.settings;

import io.github.jobtide.jobs.CronSchedule;
import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.jobs.IntervalSchedule;
import io.github.jobtide.jobs.InvalidScheduleException;
import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.yaml.UnusableYamlException;
import io.github.jobtide.yaml.YamlMap;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the jobs of an inventory. Thresholds and ratios are left to whoever makes rules of them. */
final class InventoryReader {
    /** Keys beside {@code jobs}, which say something to the mixin alone. */
    static final List<String> BESIDE = List.of("runbook-base", "dashboard-base", "target-labels");

    private InventoryReader() {}

    static List<DeclaredJob> jobs(YamlMap root) {
        List<DeclaredJob> jobs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlMap entry : root.maps("jobs")) {
            DeclaredJob job = job(entry);
            if (!names.add(job.name())) {
                throw entry.wrong("job", "there is a job of that name before; a job stands in an inventory once");
            }
            jobs.add(job);
        }
        return jobs;
    }

    private static DeclaredJob job(YamlMap entry) {
        entry.allowing("job", "schedule", "every", "timezone", "max-duration", "grace", "tolerate", "owner", "severity",
                "thresholds", "ratios").filled();
        Optional<String> name = entry.text("job");
        if (name.isEmpty()) {
            throw entry.wrong("job", "every entry needs the name of its job");
        }
        Optional<String> schedule = entry.text("schedule");
        Optional<Duration> every = duration(entry, "every");
        if (schedule.isPresent() && every.isPresent()) {
            throw entry.wrong("every", "a job has a schedule, or an interval; take one of them out");
        }
        DeclaredJob job = new DeclaredJob(name.get(), schedule, every, zone(entry), duration(entry, "max-duration"),
                duration(entry, "grace"), number(entry), entry.text("owner"), entry.text("severity"));
        check(entry, job);
        return job;
    }

    /** Tells now, and with its line, what would be told at a run of the job. */
    private static void check(YamlMap entry, DeclaredJob job) {
        ZoneId zone = job.timeZone().orElse(ZoneOffset.UTC);
        try {
            if (job.schedule().isPresent()) {
                CronSchedule.parse(job.schedule().get(), zone);
            }
        } catch (InvalidScheduleException e) {
            throw wrong(entry, "schedule", e);
        }
        try {
            if (job.every().isPresent()) {
                new IntervalSchedule(job.every().get()).text();
            }
        } catch (InvalidScheduleException e) {
            throw wrong(entry, "every", e);
        }
        try {
            job.over(JobFacts.of("", "cli"), zone);
        } catch (InvalidScheduleException e) {
            throw wrong(entry, "job", e);
        }
    }

    private static UnusableYamlException wrong(YamlMap entry, String key, InvalidScheduleException e) {
        return entry.wrong(key, String.valueOf(e.getMessage()));
    }

    private static Optional<Duration> duration(YamlMap entry, String key) {
        Optional<String> text = entry.text(key);
        try {
            return text.isPresent() ? Optional.of(DurationText.parse(text.get())) : Optional.empty();
        } catch (InvalidScheduleException e) {
            throw wrong(entry, key, e);
        }
    }

    private static Optional<ZoneId> zone(YamlMap entry) {
        Optional<String> text = entry.text("timezone");
        try {
            return text.isPresent() ? Optional.of(CronSchedule.zone(text.get())) : Optional.empty();
        } catch (InvalidScheduleException e) {
            throw wrong(entry, "timezone", e);
        }
    }

    private static OptionalInt number(YamlMap entry) {
        Optional<String> text = entry.text("tolerate");
        try {
            return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            throw entry.wrong("tolerate", "must be a whole number: how many runs in a row may fail");
        }
    }
}
