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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Has the command look at the bad example of one rule, beside a gateway if the rule compares with what one holds. One thread. */
final class LintExample {
    /** As it is printed; the one that is asked is elsewhere. */
    private static final String GATEWAY = "http://localhost:9091";
    /** Nearly every example lacks what this rule asks for. */
    private static final String ON_NEARLY_ALL = "JT704";
    /** For what is found only, or worse, if the labels of the URL are known. */
    private static final Map<String, List<String>> KEYS = Map.of("JT403", List.of("--job", "nightly"));

    private final Path folder;
    private final Entry entry;

    /** @param folder in which the example is written and looked at */
    LintExample(Path folder, Entry entry) {
        this.folder = folder;
        this.entry = entry;
    }

    /** Whether the example is no page of metrics, but a file of rules. */
    boolean isOfRules() {
        return entry.profiles().isEmpty();
    }

    /** The command and what it prints. */
    String found() throws IOException {
        String out = lint(words(), entry.bad());
        if (worst(out).isEmpty()) {
            throw new IllegalStateException(entry.id() + " does not find its own bad example: " + out);
        }
        return "$ jobtide " + String.join(" ", words()) + "\n" + out;
    }

    /** How bad it is under those profiles that are not like the others; none if all are alike. */
    SortedMap<Profile, Severity> otherSeverities() throws IOException {
        SortedMap<Profile, Severity> others = new TreeMap<>();
        for (Profile profile : entry.profiles()) {
            List<String> words = words();
            words.addAll(1, List.of("--profile", profile.word()));
            // Examples lack the line that only OpenMetrics wants.
            String end = profile == Profile.OPENMETRICS ? "# EOF\n" : "";
            worst(lint(words, entry.bad() + end)).filter(severity -> severity != entry.severity())
                    .ifPresent(severity -> others.put(profile, severity));
        }
        if (others.size() == entry.profiles().size()) {
            others.clear(); // Then it is about the example, not about profiles.
        }
        return others;
    }

    /** Whether a comment before the example switches the rule off. */
    boolean hears(String comment) throws IOException {
        return worst(lint(words(), comment + "\n" + entry.bad())).isEmpty();
    }

    private Optional<Severity> worst(String out) {
        return Stream.of(Severity.ERROR, Severity.WARNING, Severity.INFO)
                .filter(severity -> out.contains(": " + severity.word() + " " + entry.id() + " ")).findFirst();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of("lint"));
        if (isOfRules()) {
            words.add("--rules");
        } else if (!entry.id().equals(ON_NEARLY_ALL)) {
            words.addAll(List.of("--disable", ON_NEARLY_ALL));
        }
        words.addAll(KEYS.getOrDefault(entry.id(), List.of()));
        if (!entry.stored().isEmpty()) {
            words.addAll(List.of("--job", "backup", "--against", GATEWAY));
        }
        words.add(file());
        return words;
    }

    private String file() {
        return isOfRules() ? "rules.yml" : "metrics.prom";
    }

    private String lint(List<String> words, String text) throws IOException {
        Files.writeString(folder.resolve(file()), text);
        try (CannedServer gateway = new CannedServer(this::answer)) {
            CommandRun.Result result = new CommandRun(folder).run(
                    words.stream().map(word -> word.equals(GATEWAY) ? gateway.url() : word).toArray(String[]::new));
            if (!result.err().isEmpty()) {
                throw new IllegalStateException(words + " fails: " + result.err());
            }
            return result.out();
        }
    }

    private String answer(String request) {
        return request.startsWith("GET /metrics ")
                ? CannedServer.answer(200, "Content-Type: text/plain; version=0.0.4\r\n", entry.stored())
                : CannedServer.answer(404, "", "");
    }
}
