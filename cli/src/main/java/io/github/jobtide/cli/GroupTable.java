package io.github.jobtide.cli;

import io.github.jobtide.jobs.DurationText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Groups as text: aligned for people on a terminal, else a line each with tabs between path, times and counts. */
record GroupTable(boolean forPeople, Style style, Instant now) {
    static GroupTable of(Surroundings around) {
        return new GroupTable(around.terminal(), Style.of(around), around.clock().instant());
    }

    void print(List<ListedGroup> groups, PrintWriter out) {
        if (!forPeople) {
            groups.forEach(group -> out.println(Style.clean(path(group)) + "\t" + time(group.pushed()) + "\t"
                    + time(group.failed()) + "\t" + group.families() + "\t" + group.series()));
            return;
        }
        int width = groups.stream().mapToInt(group -> group.toString().length()).max().orElse(0);
        out.println(style.bold(padded("GROUP", width) + "  " + padded("PUSHED", 12) + "  " + padded("FAILED", 12)
                + "  FAMILIES  SERIES"));
        for (ListedGroup group : groups) {
            out.println(padded(group.toString(), width) + "  " + padded(ago(group.pushed()), 12) + "  "
                    + padded(ago(group.failed()), 12) + "  " + padded(Long.toString(group.families()), 8) + "  "
                    + group.series());
        }
    }

    /** As requests have it; of one that no request can name, its labels. */
    private static String path(ListedGroup group) {
        try {
            return group.group().path();
        } catch (CommandFailedException e) {
            return group.toString();
        }
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("-");
    }

    private String ago(Optional<Instant> time) {
        if (time.isEmpty()) {
            return "never";
        }
        Duration age = Duration.between(time.get(), now).truncatedTo(ChronoUnit.SECONDS);
        return age.isNegative() ? "just now" : DurationText.write(rounded(age)) + " ago";
    }

    /** Two units at most. */
    private static Duration rounded(Duration age) {
        return age.toDays() > 0
                ? age.truncatedTo(ChronoUnit.HOURS)
                : age.toHours() > 0 ? age.truncatedTo(ChronoUnit.MINUTES) : age;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
