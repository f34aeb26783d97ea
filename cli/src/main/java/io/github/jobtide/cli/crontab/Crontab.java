package io.github.jobtide.cli.crontab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole table, and what becomes of it when its commands run under the wrapper: as many lines as before, of which only commands change.
 *
 * @param after the lines as they are to be
 * @param jobs what was wrapped, in the order of the lines
 * @param leftAlone lines that cron would refuse, or that run under the wrapper already
 */
public record Crontab(List<String> before, List<String> after, List<Job> jobs, List<LeftAlone> leftAlone) {
    /** With what it reads; a longer one spoils the whole table. */
    private static final int LONGEST_COMMAND = 999;

    public Crontab {
        before = List.copyOf(before);
        after = List.copyOf(after);
        jobs = List.copyOf(jobs);
        leftAlone = List.copyOf(leftAlone);
    }

    /**
     * One command that is wrapped.
     *
     * @param line where it stands, from 1
     * @param timeZone as an assignment of {@code CRON_TZ} before it says
     */
    public record Job(int line, String name, String schedule, Optional<String> timeZone, Optional<String> user) {}

    /** One line that stays as it is, and why. */
    public record LeftAlone(int line, String reason) {}

    /**
     * Reads a table and wraps its commands.
     *
     * @param ofSystem whether entries name a user, as in {@code /etc/crontab}
     * @param program the wrapper's, as the lines will call it
     * @param names of jobs by the numbers of their lines, where the proposed ones are not wanted
     */
    public static Crontab wrap(String text, boolean ofSystem, String program, Map<Integer, String> names) {
        List<String> before = List.of(text.split("\n", -1));
        List<String> after = new ArrayList<>(before);
        List<Job> jobs = new ArrayList<>();
        List<LeftAlone> leftAlone = new ArrayList<>();
        JobNames proposed = new JobNames();
        names.values().forEach(proposed::unique);
        Optional<String> zone = Optional.empty();
        for (int i = 0; i < before.size(); i++) {
            int number = i + 1;
            switch (CrontabLine.parse(before.get(i), ofSystem)) {
                case CrontabLine.Silent _ -> {
                    // Stays.
                }
                case CrontabLine.Assignment(String name, String value) -> {
                    if (name.equals("CRON_TZ")) {
                        zone = Optional.of(value).filter(given -> !given.isEmpty());
                    }
                }
                case CrontabLine.Unknown(String reason) -> leftAlone.add(new LeftAlone(number, reason));
                case CrontabLine.Entry entry when WrappedLine.isWrapped(entry, program) -> leftAlone
                        .add(new LeftAlone(number, "it runs under jobtide already"));
                case CrontabLine.Entry entry -> {
                    String given = names.get(number);
                    String job = given == null ? proposed.propose(entry.command()) : given;
                    String line = WrappedLine.of(entry, program, job);
                    if (line.length() - entry.head().length() >= LONGEST_COMMAND) {
                        leftAlone.add(new LeftAlone(number,
                                "cron takes commands of less than %d letters, and this would have %d; put it into a script"
                                        .formatted(LONGEST_COMMAND, line.length() - entry.head().length())));
                    } else {
                        after.set(i, line);
                        jobs.add(new Job(number, job, entry.schedule(), zone, entry.user()));
                    }
                }
            }
        }
        return new Crontab(before, after, jobs, leftAlone);
    }

    /** The whole table as it is to be. */
    public String text() {
        return String.join("\n", after);
    }
}
