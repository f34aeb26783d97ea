package io.github.jobtide.migration;

import java.util.ArrayList;
import java.util.List;

/** What could not be taken over, and why: a line for each group or family, up to a limit. One thread. */
final class NotImported {
    private static final int MAX_LINES = 10_000;
    private static final int MAX_LINE = 500;

    private final List<String> lines = new ArrayList<>();
    private int more;

    /** @param group its labels, for people */
    void group(String group, String why) {
        add("group %s: %s".formatted(group, why));
    }

    void family(String group, String family, String why) {
        add("family %s of group %s: %s".formatted(family, group, why));
    }

    private void add(String text) {
        if (lines.size() == MAX_LINES) {
            more++;
            return;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MAX_LINE).map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
        lines.add(line.length() < text.length() ? line + "…" : line.toString());
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (more > 0) {
            all.add("and %d more".formatted(more));
        }
        return all;
    }
}
