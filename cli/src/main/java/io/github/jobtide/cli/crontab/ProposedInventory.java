package io.github.jobtide.cli.crontab;

import io.github.jobtide.jobs.CronSchedule;
import io.github.jobtide.jobs.InvalidScheduleException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The inventory that a table makes: what is known of its jobs, as {@code jobs.yml} has it. */
public final class ProposedInventory {
    private ProposedInventory() {}

    /** @param place where the table is, for the comments */
    public static String of(Crontab table, String place) {
        StringBuilder text = new StringBuilder("# From ").append(place)
                .append(". Add max-duration, grace, owner and severity where they are known.\njobs:\n");
        for (Crontab.Job job : table.jobs()) {
            text.append("  # line ").append(job.line());
            job.user().ifPresent(user -> text.append(", as ").append(user));
            Optional<String> trouble = trouble(job);
            trouble.ifPresent(why -> text.append("; without a schedule: ").append(why));
            text.append("\n  - job: ").append(quoted(job.name())).append('\n');
            if (trouble.isEmpty()) {
                text.append("    schedule: ").append(quoted(job.schedule())).append('\n');
                job.timeZone().ifPresent(zone -> text.append("    timezone: ").append(quoted(zone)).append('\n'));
            }
        }
        return table.jobs().isEmpty() ? text.append("  []\n").toString() : text.toString();
    }

    /** Why its next start cannot be told; empty if it can. */
    private static Optional<String> trouble(Crontab.Job job) {
        try {
            ZoneId zone = job.timeZone().isPresent() ? CronSchedule.zone(job.timeZone().get()) : ZoneOffset.UTC;
            CronSchedule.parse(job.schedule(), zone);
            return Optional.empty();
        } catch (InvalidScheduleException e) {
            return Optional.of(String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
