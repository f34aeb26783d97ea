package io.github.jobtide.lint;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found on a page.
 *
 * @param findings in the order of the page; of each rule in each family only the first few
 * @param counts of all findings by rule, those that are not among them too
 * @param worst of all; INFO also if there is none
 */
public record LintResult(List<Finding> findings, SortedMap<String, Long> counts, Severity worst) {
    public LintResult {
        findings = List.copyOf(findings);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** Whether something is as bad as that, or worse. */
    public boolean has(Severity severity) {
        return !counts.isEmpty() && worst.isAtLeast(severity);
    }
}
