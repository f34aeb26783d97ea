package io.github.jobtide.gateway;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.PlainText;
import io.github.jobtide.lint.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the linter found in one push, as much of it as is told; bounded, whatever was pushed.
 *
 * @param findings the worst first, then in the order of the body; texts are cut
 * @param errors how many there were, of each rule in each family five at the most, and 500 in all; those that are not among {@code findings} too
 * @param warnings the same
 * @param counts of all findings, by rule
 * @param bytes of memory that it takes, roughly
 */
record LintNote(Result result, List<Finding> findings, int errors, int warnings, SortedMap<String, Long> counts,
        int bytes) {
    /** Errors, and warnings, that are counted one by one; more than are told, and a mebibyte at the most. */
    static final int MOST_COUNTED = 500;
    private static final int MOST_FINDINGS = 20;
    private static final int LONGEST_SERIES = 120;
    private static final int LONGEST_TEXT = 300;
    /** Of a finding beside its letters. */
    private static final int FINDING_BYTES = 200;
    private static final int COUNT_BYTES = 100;

    /** Nobody looked. */
    static final LintNote NONE = without(Result.OFF);
    /** It would have taken more memory than there is room for, or cannot be written as text. */
    static final LintNote SKIPPED = without(Result.SKIPPED);
    static final LintNote FAILED = without(Result.FAILED);

    /** What came of looking; but for the first, the words of the metric's label are these in lower case. */
    enum Result {
        OFF, CLEAN, INFO, WARNING, ERROR, SKIPPED, FAILED
    }

    private static LintNote without(Result result) {
        return new LintNote(result, List.of(), 0, 0, new TreeMap<>(), 0);
    }

    /** @param hasPlaces whether lines and columns are those of the body */
    static LintNote of(LintResult found, boolean hasPlaces) {
        if (found.counts().isEmpty()) {
            return without(Result.CLEAN);
        }
        List<Finding> findings = found.findings().stream().sorted(Comparator.comparing(Finding::severity))
                .limit(MOST_FINDINGS).map(finding -> shortened(finding, hasPlaces)).toList();
        return new LintNote(result(found.worst()), findings, count(found, Severity.ERROR),
                count(found, Severity.WARNING), found.counts(),
                COUNT_BYTES * found.counts().size() + findings.stream().mapToInt(LintNote::bytes).sum());
    }

    private static Result result(Severity worst) {
        return switch (worst) {
            case ERROR -> Result.ERROR;
            case WARNING -> Result.WARNING;
            case INFO -> Result.INFO;
        };
    }

    private static int count(LintResult found, Severity severity) {
        return (int) found.findings().stream().filter(finding -> finding.severity() == severity).count();
    }

    private static Finding shortened(Finding finding, boolean hasPlaces) {
        return new Finding(finding.rule(), finding.severity(), hasPlaces ? finding.line() : 0,
                hasPlaces ? finding.column() : 0, PlainText.cut(finding.series(), LONGEST_SERIES),
                PlainText.cut(finding.reason(), LONGEST_TEXT), PlainText.cut(finding.suggestion(), LONGEST_TEXT));
    }

    private static int bytes(Finding finding) {
        return FINDING_BYTES
                + 2 * (finding.series().length() + finding.reason().length() + finding.suggestion().length());
    }

    /** How many findings there are beside those that are told. */
    long leftOut() {
        return counts.values().stream().mapToLong(Long::longValue).sum() - findings.size();
    }
}
