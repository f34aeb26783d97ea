package io.github.jobtide.run;

import java.util.List;

/**
 * The words of a command as they were given, byte by byte.
 *
 * <p>Java has them as text of UTF-8. Where a word is none, a shell takes them from the kernel's record of this process and becomes the
 * command. Shape: the last words of {@code /proc/PID/cmdline}, each followed by a zero byte. Source: proc_pid_cmdline(5).
 */
final class ExactWords {
    /** What stands in the place of bytes that are no text. */
    private static final char LOST = '\ufffd';
    private static final String BECOME = "mapfile -d '' words </proc/$PPID/cmdline; exec -- \"${words[@]: -$1}\"";

    private ExactWords() {}

    /** @param command the last words of this process */
    static List<String> of(List<String> command) {
        for (String word : command) {
            if (word.indexOf(LOST) >= 0) {
                return List.of("bash", "-pc", BECOME, "jobtide", Integer.toString(command.size()));
            }
        }
        return command;
    }
}
