package io.github.jobtide.cli;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.PlainText;
import io.github.jobtide.lint.Severity;
import java.util.ArrayList;
import java.util.List;

/** What was found, as text: FILE:LINE:COLUMN first, as editors look for it; a line of counts for each page at its end. */
record LintText(boolean forPeople, Style style) {
    static LintText of(Surroundings around) {
        return new LintText(around.terminal(), Style.of(around));
    }

    /** Of a page without findings only people hear. */
    String page(LintedPage.Read page) {
        StringBuilder text = new StringBuilder();
        page.result().findings().forEach(finding -> finding(text, page.name(), finding));
        String named = Style.clean(BodySource.named(page.name()));
        if (!page.result().findings().isEmpty()) {
            text.append(style.bold(counts(page.result()) + " in " + named)).append(leftOut(page.result())).append('\n');
        } else if (forPeople) {
            text.append("nothing found in ").append(named).append('\n');
        }
        return text.toString();
    }

    private void finding(StringBuilder text, String page, Finding finding) {
        text.append(style.bold(place(page, finding))).append(": ").append(severity(finding.severity())).append(' ')
                .append(finding.rule()).append(' ').append(PlainText.clean(finding.reason())).append('\n');
        if (!finding.series().isEmpty()) {
            text.append("  ").append(PlainText.clean(finding.series())).append('\n');
        }
        if (!finding.suggestion().isEmpty()) {
            text.append("  → ").append(PlainText.clean(finding.suggestion())).append('\n');
        }
    }

    private static String place(String page, Finding finding) {
        StringBuilder place = new StringBuilder(Style.clean(page));
        if (finding.line() > 0) {
            place.append(':').append(finding.line());
            if (finding.column() > 0) {
                place.append(':').append(finding.column());
            }
        }
        return place.toString();
    }

    private String severity(Severity severity) {
        return switch (severity) {
            case ERROR -> style.red(severity.word());
            case WARNING -> style.yellow(severity.word());
            case INFO -> severity.word();
        };
    }

    private static String counts(LintResult result) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = result.findings().stream().filter(finding -> finding.severity() == severity).count();
            if (count > 0) {
                counts.add(count + " " + severity.word() + (count == 1 ? "" : "s"));
            }
        }
        return String.join(", ", counts);
    }

    private static String leftOut(LintResult result) {
        long all = result.counts().values().stream().mapToLong(Long::longValue).sum();
        long rest = all - result.findings().size();
        return rest > 0 ? "; %d more are left out".formatted(rest) : "";
    }
}
