package io.github.jobtide.cli.crontab;

import java.util.Optional;

/** One line of a crontab, as Debian's cron reads it. */
sealed interface CrontabLine {
    /** Blank, or a comment. */
    record Silent() implements CrontabLine {}

    /** Sets a variable for the entries behind it. */
    record Assignment(String name, String value) implements CrontabLine {}

    /**
     * Starts a command.
     *
     * @param head all up to the command, as it stands
     * @param schedule fields, or a nickname
     * @param user whose command it is, in a table of the system
     * @param command with {@code \%} where a percent sign is meant
     * @param input from the first bare percent sign on, which begins what the command reads
     */
    record Entry(String head, String schedule, Optional<String> user, String command,
            String input) implements CrontabLine {}

    /** Nothing that cron takes; it is left as it is. */
    record Unknown(String reason) implements CrontabLine {}

    /** @param ofSystem whether entries name a user, as in {@code /etc/crontab} */
    static CrontabLine parse(String line, boolean ofSystem) {
        return new LineReader(line, ofSystem).read();
    }
}
