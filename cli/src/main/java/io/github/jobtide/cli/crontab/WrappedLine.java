package io.github.jobtide.cli.crontab;

import java.util.regex.Pattern;

/** Writes an entry's command so that the wrapper runs it, and the same happens otherwise. */
final class WrappedLine {
    /** Words of a program by its whole path, in which no shell would find anything to do. {@code \%} is cron's own. */
    private static final Pattern PLAIN = Pattern
            .compile("/[A-Za-z0-9_./+-]*(?:[ \\t]+(?:[A-Za-z0-9_./:,@+=-]|\\\\%)+)*[ \\t]*");
    private static final Pattern WRAPPED = Pattern.compile("(?:^|[\\s/'\"])jobtide[ \\t]+run[ \\t]");

    private WrappedLine() {}

    /** @param program the wrapper's, as the line will call it */
    static String of(CrontabLine.Entry entry, String program, String job) {
        return entry.head() + program + " run --job " + job + " -- " + command(entry.command()) + entry.input();
    }

    /** Everything else goes to the shell that cron would have given it to, in one word. */
    private static String command(String command) {
        return PLAIN.matcher(command).matches()
                ? command
                : "\"$SHELL\" -c '" + command.replace("'", "'\\''") + "'";
    }

    static boolean isWrapped(CrontabLine.Entry entry, String program) {
        return entry.command().contains(program + " run ") || WRAPPED.matcher(entry.command()).find();
    }
}
