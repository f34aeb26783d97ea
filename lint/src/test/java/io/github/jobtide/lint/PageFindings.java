package io.github.jobtide.lint;

import static io.github.jobtide.lint.RulePages.PUSH;
import static io.github.jobtide.lint.RulePages.lint;

import java.util.List;

/** What the rules about a page itself find, as id severity line:column series. */
final class PageFindings {
    private PageFindings() {}

    static List<String> found(LintOptions options, String page) {
        return found(lint(options, page));
    }

    static List<String> found(LintResult result) {
        return result.findings().stream().filter(finding -> finding.rule().startsWith("JT00"))
                .filter(finding -> !finding.rule().equals("JT005") && !finding.rule().equals("JT009"))
                .map(finding -> "%s %s %d:%d %s".formatted(finding.rule(), finding.severity().word(), finding.line(),
                        finding.column(), finding.series()).strip())
                .toList();
    }

    static List<String> found(String page) {
        return found(PUSH, page);
    }
}
