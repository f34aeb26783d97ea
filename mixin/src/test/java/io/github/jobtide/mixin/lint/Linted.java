package io.github.jobtide.mixin.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Looks at files that tests write. */
final class Linted {
    static final LintOptions USUAL = LintOptions.of(Profile.PUSH);

    private Linted() {}

    static LintResult file(String text) {
        return file(text, USUAL);
    }

    static LintResult file(String text, LintOptions options) {
        try {
            return RuleLint.of(options).lint(new ByteArrayInputStream(text.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each finding in one line: place, severity, rule, what it is about, what is wrong. */
    static List<String> lines(LintResult result) {
        return result.findings().stream().map(Linted::line).toList();
    }

    private static String line(Finding finding) {
        return "%d:%d %s %s [%s] %s".formatted(finding.line(), finding.column(), finding.severity().word(),
                finding.rule(), finding.series(), finding.reason());
    }

    /** Ids of what is found of an alert that lacks nothing else. */
    static List<String> alert(String expression) {
        return file(rules(expression)).findings().stream().map(Finding::rule).toList();
    }

    /** A file with one such alert for each expression. */
    static String rules(String... expressions) {
        StringBuilder text = new StringBuilder("groups:\n  - name: a\n    rules:\n");
        for (String expression : expressions) {
            text.append("      - alert: A\n        expr: '").append(expression.replace("'", "''")).append("'\n")
                    .append("        labels: {severity: warning}\n")
                    .append("        annotations: {summary: a, runbook_url: https://runbooks.example.com/a}\n");
        }
        return text.toString();
    }
}
