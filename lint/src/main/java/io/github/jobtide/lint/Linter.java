package io.github.jobtide.lint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Looks for what is wrong with the metrics of a page. Immutable. */
public final class Linter {
    private final LintOptions options;
    private final List<Rule> rules;

    private Linter(LintOptions options, List<Rule> rules) {
        this.options = options;
        this.rules = rules;
    }

    public static Linter of(LintOptions options) {
        return new Linter(options,
                Rules.ALL.stream().filter(rule -> Findings.isWanted(rule.info(), options)).toList());
    }

    /** The same for a push to that key, which costs next to nothing. */
    public Linter withKey(Map<String, String> labels) {
        return new Linter(options.withKey(labels), rules);
    }

    /**
     * Reads a page of the text format, or of OpenMetrics if that is the profile, to its end.
     *
     * @throws IOException if it cannot be read
     */
    public LintResult lint(InputStream page) throws IOException {
        return new PageLint(options, rules).run(page);
    }
}
