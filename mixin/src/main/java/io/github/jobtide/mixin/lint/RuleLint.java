package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.RuleCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for what is wrong with the rules of a file of Prometheus, or with the queries of a dashboard of Grafana. Immutable; the one door of this package. */
public final class RuleLint {
    /** A larger file is told of, and not looked at. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private final LintOptions options;

    private RuleLint(LintOptions options) {
        this.options = options;
    }

    /** @param options of which only what is disabled, and the severities, matter here */
    public static RuleLint of(LintOptions options) {
        return new RuleLint(options);
    }

    /** What there is to say about each rule, by id. What cannot be read is told of as JT001, which is listed in {@link RuleCatalog}. */
    public static List<RuleCatalog.Entry> entries() {
        return Rules.ALL.stream().map(Rule::entry).toList();
    }

    /**
     * Reads a file in YAML or JSON to its end, or to its bound.
     *
     * @throws IOException if it cannot be read
     */
    public LintResult lint(InputStream file) throws IOException {
        String text = new String(file.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
        Contents contents = ContentsReader.read(text, MAX_BYTES);
        Findings findings = new Findings(options);
        contents.troubles().forEach(findings::unreadable);
        for (Item item : contents.items()) {
            for (Rule rule : Rules.ALL) {
                findings.look(rule, item, contents);
            }
        }
        return findings.result();
    }
}
