package io.github.jobtide.lint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Looks for what is wrong with the metrics of a page. Immutable. */
public final class Linter {
    private final LintOptions options;
    private final List<Rule> rules;

    private Linter(LintOptions options) {
        this.options = options;
        this.rules = Rules.ALL.stream().filter(rule -> Findings.isWanted(rule.info(), options)).toList();
    }

    public static Linter of(LintOptions options) {
        return new Linter(options);
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
