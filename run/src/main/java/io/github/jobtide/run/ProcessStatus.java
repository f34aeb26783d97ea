package io.github.jobtide.run;

import java.util.Optional;

/** The fields of {@code /proc/PID/stat} that matter here. Source: proc_pid_stat(5). */
final class ProcessStatus {
    /** What Linux has told its programs on every architecture for decades. */
    static final double TICKS_PER_SECOND = 100;

    private static final int STATE = 3;
    private static final int GROUP = 5;
    private static final int TERMINAL = 7;
    private static final int FOREGROUND_GROUP = 8;
    private static final int CHILDREN_USER = 16;
    private static final int CHILDREN_SYSTEM = 17;
    private static final int START = 22;

    private final String[] fields;
    private final String last;

    private ProcessStatus(String[] fields, String last) {
        this.fields = fields;
        this.last = last;
    }

    static Optional<ProcessStatus> ofSelf() {
        return read("/proc/self/stat");
    }

    static Optional<ProcessStatus> of(long pid) {
        return read("/proc/" + pid + "/stat");
    }

    private static Optional<ProcessStatus> read(String path) {
        Optional<String> text = Proc.read(path);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return parse(text.get());
    }

    /** The second field is the name of the program in round brackets, and may hold anything. */
    static Optional<ProcessStatus> parse(String text) {
        int bracket = text.lastIndexOf(')');
        if (bracket < 0) {
            return Optional.empty();
        }
        String[] fields = new String[START + 1];
        int at = bracket + 2;
        for (int i = STATE; i <= START; i++) {
            int end = at > text.length() ? -1 : text.indexOf(' ', at);
            if (end < 0) {
                return Optional.empty();
            }
            fields[i] = text.substring(at, end);
            at = end + 1;
        }
        return Optional.of(new ProcessStatus(fields, text.substring(text.lastIndexOf(' ') + 1).strip()));
    }

    /** How long a process has lived, to two hundredths of a second; a very long time if nobody knows. */
    static long ageNanos(long pid) {
        Optional<String> uptime = Proc.line("/proc/uptime"); // 1234.56 789.01
        Optional<ProcessStatus> status = of(pid);
        int blank = uptime.isPresent() ? uptime.get().indexOf(' ') : -1;
        if (blank < 0 || status.isEmpty() || status.get().startTicks() < 0) {
            return Long.MAX_VALUE / 2;
        }
        double seconds = Double.parseDouble(uptime.get().substring(0, blank))
                - status.get().startTicks() / TICKS_PER_SECOND;
        return (long) (1e9 * Math.max(0, seconds));
    }

    private long number(int field) {
        try {
            return Long.parseLong(fields[field]);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether it has ended already, and only waits for its parent to notice. */
    boolean isDead() {
        return fields[STATE].equals("Z") || fields[STATE].equals("X");
    }

    /** As wait(2) has it, of one that is dead; the last field, and 0 for one of another user. */
    int exitStatus() {
        try {
            return Integer.parseInt(last);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** When it started, in ticks since the machine did. */
    long startTicks() {
        return number(START);
    }

    /** Whether what is typed on its terminal, Ctrl-C included, goes to its process group. */
    boolean isInForeground() {
        return number(TERMINAL) != 0 && number(GROUP) == number(FOREGROUND_GROUP);
    }

    /** Ticks that its children have used, and theirs, as far as they were waited for. */
    long childrenUserTicks() {
        return number(CHILDREN_USER);
    }

    long childrenSystemTicks() {
        return number(CHILDREN_SYSTEM);
    }
}
