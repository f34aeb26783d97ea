package io.github.jobtide.gateway;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.PlainText;
import io.github.jobtide.lint.Severity;

/** What a sender is told of the findings in its push. Source: docs/push-headers.md. */
final class LintWords {
    static final String HEADER = "Jobtide-Lint";

    private static final int MAX_HEADER = 1024;
    private static final int MAX_HEADER_SERIES = 60;
    private static final int MAX_HEADER_REASON = 160;

    private LintWords() {}

    /** One line of printable ASCII, its separator nowhere but between findings; empty if it was looked at and has no errors or warnings. */
    static String header(LintNote note) {
        if (note.result() == LintNote.Result.SKIPPED) {
            return "not looked at: as text it would take more room than there is";
        }
        if (note.result() == LintNote.Result.FAILED) {
            return "not looked at: the linter failed, and the gateway's log says why";
        }
        if (note.errors() + note.warnings() == 0) {
            return "";
        }
        StringBuilder header = new StringBuilder(counted(note));
        for (Finding finding : note.findings()) {
            if (finding.severity() == Severity.INFO) {
                break;
            }
            String next = "; " + brief(finding);
            if (header.length() + next.length() > MAX_HEADER) {
                break;
            }
            header.append(next);
        }
        return header.toString();
    }

    private static String counted(LintNote note) {
        return "%s, %s".formatted(counted(note.errors(), "error"), counted(note.warnings(), "warning"));
    }

    private static String counted(int count, String word) {
        return count + (count == LintNote.MOST_COUNTED ? " or more " : " ") + word + (count == 1 ? "" : "s");
    }

    private static String brief(Finding finding) {
        StringBuilder text = new StringBuilder(finding.rule()).append(' ').append(finding.severity().word());
        if (finding.line() > 0) {
            text.append(" line ").append(finding.line());
        }
        if (!finding.series().isEmpty()) {
            text.append(' ').append(ascii(finding.series(), MAX_HEADER_SERIES));
        }
        return text.append(": ").append(ascii(finding.reason(), MAX_HEADER_REASON)).toString();
    }

    private static String ascii(String text, int longest) {
        String shown = text.codePoints()
                .map(letter -> letter == ';' ? ',' : letter < ' ' || letter > '~' ? '?' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return shown.length() <= longest ? shown : shown.substring(0, longest - 3) + "...";
    }

    /** Why a push with errors was refused: a line that holds nothing of it, then a line for each finding. */
    static String refusal(LintNote note) {
        StringBuilder text = new StringBuilder("lint found ").append(counted(note))
                .append("; this gateway refuses pushes with errors (--lint=enforce), and nothing of this one was stored");
        int told = 0;
        for (Finding finding : note.findings()) {
            if (finding.severity() != Severity.INFO) {
                text.append('\n').append(line(finding));
                told++;
            }
        }
        int rest = note.errors() + note.warnings() - told;
        return rest > 0 ? text.append("\nand ").append(rest).append(" more").toString() : text.toString();
    }

    private static String line(Finding finding) {
        StringBuilder text = new StringBuilder();
        if (finding.line() > 0) {
            text.append("line ").append(finding.line());
            if (finding.column() > 0) {
                text.append(", column ").append(finding.column());
            }
            text.append(": ");
        }
        text.append(finding.severity().word()).append(' ').append(finding.rule());
        if (!finding.series().isEmpty()) {
            text.append(' ').append(finding.series());
        }
        text.append(": ").append(finding.reason());
        if (!finding.suggestion().isEmpty()) {
            text.append("; ").append(finding.suggestion());
        }
        return PlainText.clean(text.toString());
    }
}
