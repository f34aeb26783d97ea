package io.github.jobtide.cli;

import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.RuleCatalog.Entry;
import io.github.jobtide.lint.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    /** Nearly every example lacks what this rule asks for. */
    private static final String ON_NEARLY_ALL = "JT704";
    /** For what is found only, or worse, if the labels of the URL are known. */
    private static final Map<String, List<String>> KEYS = Map.of("JT403", List.of("--job", "nightly"));
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

    private static String readme(List<Entry> entries, String readme) {
        int begin = readme.indexOf(TABLE_BEGINS);
        int end = readme.indexOf(TABLE_ENDS);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("docs/lint/README.md lacks the lines '" + TABLE_BEGINS.strip() + "' and '"
                    + TABLE_ENDS.strip() + "', between which the table of rules belongs");
        }
        String rows = entries.stream().map(entry -> "| [%1$s](%1$s.md) | %2$s | %3$s |\n".formatted(entry.id(),
                entry.severity().word(), entry.title())).collect(Collectors.joining());
        return readme.substring(0, begin) + TABLE_BEGINS + "\n| rule | severity | finds |\n| --- | --- | --- |\n" + rows
                + "\n" + readme.substring(end);
    }

    private String page(Entry entry) throws IOException {
        return "# " + entry.id() + ": " + entry.title() + "\n\n" + NOTE + "\nSeverity " + entry.severity().word() + "; "
                + where(entry) + ".\n\n" + entry.why() + "\n\n## What it finds\n\n" + example(entry, entry.bad())
                + "\n" + block("text", found(entry)) + "\n## Put right\n\n" + example(entry, entry.good())
                + "\n## Switching it off\n\n" + switches(entry);
    }

    private static boolean isOfRules(Entry entry) {
        return entry.profiles().isEmpty();
    }

    private static String where(Entry entry) {
        return isOfRules(entry)
                ? "looks at files with rules of Prometheus (`--rules`)"
                : "looks under " + Stream.of(Profile.values()).filter(entry.profiles()::contains)
                        .map(profile -> "`--profile " + profile.word() + "`").collect(Collectors.joining(", "));
    }

    /** With signs for what nobody would see, and a line below the block that tells what they are. */
    private static String example(Entry entry, String text) {
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
        String shown = block(isOfRules(entry) ? "yaml" : "text", String.join("\n", lines) + "\n");
        return notes.isEmpty() ? shown : shown + "\n" + notes.toString().strip() + "\n";
    }

    private static String withVisibleEnd(String line) {
        String end = line.stripTrailing();
        return end + "␠".repeat(line.length() - end.length());
    }

    private static String block(String language, String text) {
        return "```" + language + "\n" + text + "```\n";
    }

    /** The command and what it prints. */
    private String found(Entry entry) throws IOException {
        List<String> words = words(entry);
        String out = lint(entry, words, entry.bad());
        if (!isFound(entry, out)) {
            throw new IllegalStateException(entry.id() + " does not find its own bad example: " + out);
        }
        return "$ jobtide " + String.join(" ", words) + "\n" + out;
    }

    private static boolean isFound(Entry entry, String out) {
        return out.contains(" " + entry.id() + " ");
    }

    private static List<String> words(Entry entry) {
        List<String> words = new ArrayList<>(List.of("lint"));
        if (isOfRules(entry)) {
            words.add("--rules");
        } else if (!entry.id().equals(ON_NEARLY_ALL)) {
            words.addAll(List.of("--disable", ON_NEARLY_ALL));
        }
        words.addAll(KEYS.getOrDefault(entry.id(), List.of()));
        words.add(file(entry));
        return words;
    }

    private static String file(Entry entry) {
        return isOfRules(entry) ? "rules.yml" : "metrics.prom";
    }

    private String lint(Entry entry, List<String> words, String text) throws IOException {
        Files.writeString(folder.resolve(file(entry)), text);
        CommandRun.Result result = new CommandRun(folder).run(words.toArray(String[]::new));
        if (!result.err().isEmpty()) {
            throw new IllegalStateException(words + " fails: " + result.err());
        }
        return result.out();
    }

    /** The comment is recommended only where it helps. */
    private String switches(Entry entry) throws IOException {
        String comment = "# jobtide-lint: disable=" + entry.id();
        boolean isHeard = !isFound(entry, lint(entry, words(entry), comment + "\n" + entry.bad()));
        String inTheFile = isHeard ? ", or for one place in the file: `" + comment + "` on a line before it" : "";
        String milder = entry.severity() == Severity.INFO
                ? ""
                : " With `--severity " + entry.id() + "=info` it is shown, and fails nothing.";
        return "`--disable " + entry.id() + "`" + inTheFile + "." + milder + "\n";
    }
}
