package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small pages, and what is found on them, for the tests of rules. */
final class RulePages {
    static final LintOptions PUSH = LintOptions.of(Profile.PUSH);
    static final LintOptions SCRAPE = LintOptions.of(Profile.SCRAPE);
    static final LintOptions OPENMETRICS = LintOptions.of(Profile.OPENMETRICS);
    static final LintOptions UTF8 = new LintOptions(Profile.PUSH, Map.of(), Set.of(), Map.of(), true);

    private RulePages() {}

    static LintResult lint(LintOptions options, byte[] page) {
        try {
            return Linter.of(options).lint(new ByteArrayInputStream(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LintResult lint(LintOptions options, String page) {
        return lint(options, page.getBytes(UTF_8));
    }

    static List<Finding> find(String rule, LintOptions options, String page) {
        return lint(options, page).findings().stream().filter(finding -> finding.rule().equals(rule)).toList();
    }

    static String page(String name, String type, String value) {
        return "# HELP " + name + " What it counts.\n# TYPE " + name + " " + type + "\n" + name + " " + value + "\n";
    }

    static LintOptions ofJob(String job) {
        return new LintOptions(Profile.PUSH, Map.of("job", job), Set.of(), Map.of(), false);
    }

    static Finding only(String rule, LintOptions options, String page) {
        List<Finding> found = find(rule, options, page);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    static void assertFound(String rule, Severity severity, String page, String reason, String suggestion) {
        Finding finding = only(rule, PUSH, page);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.reason()).isEqualTo(reason);
        assertThat(finding.suggestion()).isEqualTo(suggestion);
    }

    static void assertNone(String rule, String page) {
        assertThat(find(rule, PUSH, page)).isEmpty();
    }
}
