package io.github.jobtide.cli.crontab;

import java.util.List;
import java.util.function.UnaryOperator;

/** What changes in a table, in the form that {@code patch} reads. Lines only change, so they keep their numbers. */
public final class Diff {
    private static final int CONTEXT = 3;

    private final List<String> before;
    private final List<String> after;
    private final UnaryOperator<String> removed;
    private final UnaryOperator<String> added;
    private final StringBuilder text = new StringBuilder();
    /** Without the empty one behind the last line feed. */
    private final int lines;

    private Diff(Crontab table, UnaryOperator<String> removed, UnaryOperator<String> added) {
        this.before = table.before();
        this.after = table.after();
        this.removed = removed;
        this.added = added;
        this.lines = before.getLast().isEmpty() ? before.size() - 1 : before.size();
    }

    /**
     * @param place the file that it is about
     * @param removed colours a line that goes
     * @param added colours a line that comes
     */
    public static String of(Crontab table, String place, UnaryOperator<String> removed, UnaryOperator<String> added) {
        Diff diff = new Diff(table, removed, added);
        diff.write(place);
        return diff.text.toString();
    }

    private void write(String place) {
        int line = 0;
        while (line < lines) {
            if (isSame(line)) {
                line++;
                continue;
            }
            if (text.isEmpty()) {
                text.append("--- ").append(place).append("\n+++ ").append(place).append('\n');
            }
            line = hunk(line);
        }
    }

    private boolean isSame(int line) {
        return before.get(line).equals(after.get(line));
    }

    /** @return where the next may begin */
    private int hunk(int first) {
        int start = Math.max(0, first - CONTEXT);
        int lastChange = first;
        for (int i = first; i < lines && i <= lastChange + 2 * CONTEXT; i++) {
            lastChange = isSame(i) ? lastChange : i;
        }
        int end = Math.min(lines, lastChange + CONTEXT + 1);
        String range = (start + 1) + "," + (end - start);
        text.append("@@ -").append(range).append(" +").append(range).append(" @@\n");
        int line = start;
        while (line < end) {
            if (isSame(line)) {
                line(" " + before.get(line), line);
                line++;
                continue;
            }
            int behind = line;
            while (behind < end && !isSame(behind)) {
                behind++;
            }
            for (int i = line; i < behind; i++) {
                line(removed.apply("-" + before.get(i)), i);
            }
            for (int i = line; i < behind; i++) {
                line(added.apply("+" + after.get(i)), i);
            }
            line = behind;
        }
        return end;
    }

    private void line(String shown, int number) {
        text.append(shown).append('\n');
        if (number == before.size() - 1) {
            text.append("\\ No newline at end of file\n");
        }
    }
}
