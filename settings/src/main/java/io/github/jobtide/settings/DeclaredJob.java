package io.github.jobtide.settings;

import io.github.jobtide.jobs.CronSchedule;
import io.github.jobtide.jobs.IntervalSchedule;
import io.github.jobtide.jobs.JobFacts;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the inventory says of one job, as far as its runs report it. All of it has been read once, so it can be used.
 *
 * @param schedule fields of cron; never together with {@code every}
 * @param timeZone of the schedule; empty for the host's
 * @param severity of its alerts; runs have no use for it
 */
public record DeclaredJob(String name, Optional<String> schedule, Optional<Duration> every, Optional<ZoneId> timeZone,
        Optional<Duration> maxDuration, Optional<Duration> grace, OptionalInt tolerate, Optional<String> owner,
        Optional<String> severity) {
    /**
     * Those facts, with what is declared here in the place of what they say.
     *
     * @param zone the host's
     */
    public JobFacts over(JobFacts facts, ZoneId zone) {
        JobFacts declared = facts;
        if (schedule.isPresent()) {
            declared = declared.withSchedule(CronSchedule.parse(schedule.get(), timeZone.orElse(zone)));
        } else if (every.isPresent()) {
            declared = declared.withSchedule(new IntervalSchedule(every.get()));
        }
        if (maxDuration.isPresent()) {
            declared = declared.withMaxDuration(maxDuration.get());
        }
        if (grace.isPresent()) {
            declared = declared.withGrace(grace.get());
        }
        if (tolerate.isPresent()) {
            declared = declared.withTolerate(tolerate.getAsInt());
        }
        return owner.isPresent() ? declared.withOwner(owner.get()) : declared;
    }
}
