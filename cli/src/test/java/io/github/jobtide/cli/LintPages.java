package io.github.jobtide.cli;

import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.RuleCatalog.Entry;
import io.github.jobtide.lint.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages in {@code docs/lint}: of each rule what it says of itself, and what the command prints for its bad example. One thread.
 */
final class LintPages {
    private static final String NOTE = "<!-- Made from what the rule says of itself and from what jobtide lint prints; change it in the rule. -->\n";
    /** Between these the table stands in the README, the rest of which is written by hand. */
    private static final String TABLE_BEGINS = "<!-- The table is made from the rules. -->\n";
    private static final String TABLE_ENDS = "<!-- End of the table. -->\n";
    /** An example with more lines is cut to half as many. */
    private static final int MOST_LINES = 20;

    private final Path folder;

    /** @param folder in which examples are written and looked at */
    LintPages(Path folder) {
        this.folder = folder;
    }

    /**
     * Each page by its file name.
     *
     * @param readme the one that is there
     */
    SortedMap<String, String> pages(List<Entry> entries, String readme) throws IOException {
        SortedMap<String, String> pages = new TreeMap<>();
        for (Entry entry : entries) {
            pages.put(entry.id() + ".md", page(entry));
        }
        pages.put("README.md", readme(entries, readme));
        return pages;
    }

    private String readme(List<Entry> entries, String readme) throws IOException {
        int begin = readme.indexOf(TABLE_BEGINS);
        int end = readme.indexOf(TABLE_ENDS);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("docs/lint/README.md lacks the lines '" + TABLE_BEGINS.strip() + "' and '"
                    + TABLE_ENDS.strip() + "', between which the table of rules belongs");
        }
        StringBuilder rows = new StringBuilder();
        for (Entry entry : entries) {
            rows.append("| [%1$s](%1$s.md) | %2$s | %3$s |\n".formatted(entry.id(), severity(entry), entry.title()));
        }
        return readme.substring(0, begin) + TABLE_BEGINS + "\n| rule | severity | finds |\n| --- | --- | --- |\n" + rows
                + "\n" + readme.substring(end);
    }

    private String page(Entry entry) throws IOException {
        LintExample example = new LintExample(folder, entry);
        return "# " + entry.id() + ": " + entry.title() + "\n\n" + NOTE + "\nSeverity " + severity(entry) + "; "
                + where(example, entry) + ".\n\n" + entry.why() + "\n\n## What it finds\n\n"
                + shown(example, entry.bad()) + stored(entry) + "\n" + block("text", example.found())
                + "\n## Put right\n\n" + shown(example, entry.good()) + "\n## Switching it off\n\n"
                + switches(example, entry);
    }

    /** With those profiles under which it is another one. */
    private String severity(Entry entry) throws IOException {
        StringBuilder severity = new StringBuilder(entry.severity().word());
        new LintExample(folder, entry).otherSeverities().forEach((profile, other) -> severity.append(", but ")
                .append(other.word()).append(" under ").append(option(profile)));
        return severity.toString();
    }

    private static String where(LintExample example, Entry entry) {
        if (example.isOfRules()) {
            return "looks at alerts, recording rules and dashboards, with `--rules`";
        }
        if (entry.profiles().size() == Profile.values().length) {
            return "looks under each `--profile`";
        }
        String profiles = Stream.of(Profile.values()).filter(entry.profiles()::contains).map(LintPages::option)
                .collect(Collectors.joining(" and "));
        return "looks under " + profiles + (entry.stored().isEmpty() ? "" : ", with `--against`");
    }

    private static String option(Profile profile) {
        return "`--profile " + profile.word() + "`";
    }

    private static String stored(Entry entry) {
        return entry.stored().isEmpty()
                ? ""
                : "\nThe gateway has already:\n\n" + block("text", entry.stored());
    }

    /** With signs for what nobody would see, and a line below the block that tells what they are. */
    private static String shown(LintExample example, String text) {
        List<String> lines = text.replace("\r", "␍").lines().map(LintPages::withVisibleEnd).toList();
        StringBuilder notes = new StringBuilder();
        if (lines.stream().anyMatch(line -> line.contains("␠"))) {
            notes.append("`␠` stands for a blank. ");
        }
        if (text.contains("\r")) {
            notes.append("`␍` stands for a carriage return. ");
        }
        if (!text.endsWith("\n")) {
            notes.append("The last line has no line feed. ");
        }
        if (lines.size() > MOST_LINES) {
            notes.append("There are %d lines more like these. ".formatted(lines.size() - MOST_LINES / 2));
            lines = lines.subList(0, MOST_LINES / 2);
        }
        String block = block(example.isOfRules() ? "yaml" : "text", String.join("\n", lines) + "\n");
        return notes.isEmpty() ? block : block + "\n" + notes.toString().strip() + "\n";
    }

    private static String withVisibleEnd(String line) {
        String end = line.stripTrailing();
        return end + "␠".repeat(line.length() - end.length());
    }

    private static String block(String language, String text) {
        return "```" + language + "\n" + text + "```\n";
    }

    /** The comment is recommended only where it helps. */
    private static String switches(LintExample example, Entry entry) throws IOException {
        String comment = "# jobtide-lint: disable=" + entry.id();
        String inTheFile = example.hears(comment)
                ? ", or for one family of the page: `" + comment + "` on a line before it"
                : "";
        String milder = entry.severity() == Severity.INFO
                ? ""
                : " With `--severity " + entry.id() + "=info` it is shown, and fails nothing.";
        return "`--disable " + entry.id() + "`" + inTheFile + "." + milder + "\n";
    }
}
