package io.github.jobtide.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects what all rules find on one page, as much of it as somebody would read. One thread. */
final class Findings {
    private static final int MOST_OF_A_FAMILY = 5;
    private static final int MOST = 10_000;
    private static final int LONGEST_SERIES = 200;
    /** Of a reason or a suggestion. Only one with a very long name in it comes near. */
    private static final int LONGEST_TEXT = 1000;

    private final LintOptions options;
    private final List<Finding> found = new ArrayList<>();
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final Map<String, Integer> ofFamily = new HashMap<>();
    private Set<String> silenced = Set.of();
    private Severity worst = Severity.INFO;

    Findings(LintOptions options) {
        this.options = options;
    }

    /** Another family begins, of which the rules with these ids are not to be heard. */
    void begin(Set<String> switchedOff) {
        ofFamily.clear();
        silenced = Set.copyOf(switchedOff);
    }

    boolean isWanted(Rule.Info rule) {
        return rule.profiles().contains(options.profile()) && !options.disabled().contains(rule.id())
                && !silenced.contains(rule.id());
    }

    Report of(Rule.Info rule) {
        return new Report() {
            @Override
            public void add(int line, int column, String series, String reason, String suggestion) {
                add(rule.severity(), line, column, series, reason, suggestion);
            }

            @Override
            public void add(Severity severity, int line, int column, String series, String reason,
                    String suggestion) {
                take(rule, new Finding(rule.id(), options.severities().getOrDefault(rule.id(), severity), line, column,
                        series, reason, suggestion));
            }
        };
    }

    private void take(Rule.Info rule, Finding finding) {
        if (!isWanted(rule)) {
            return;
        }
        counts.merge(finding.rule(), 1L, Long::sum);
        worst = finding.severity().isAtLeast(worst) ? finding.severity() : worst;
        if (ofFamily.merge(finding.rule(), 1, Integer::sum) <= MOST_OF_A_FAMILY && found.size() < MOST) {
            found.add(fitToBeShown(finding));
        }
    }

    /** Without what nobody may see, and no longer than somebody reads. */
    private static Finding fitToBeShown(Finding finding) {
        String series = withoutSecret(finding.series());
        boolean isSecretName = series.isEmpty() && !finding.series().isEmpty();
        boolean isTold = isSecretName || Secrets.in(finding.reason()).isPresent();
        boolean isSuggested = isSecretName || Secrets.in(finding.suggestion()).isPresent();
        return new Finding(finding.rule(), finding.severity(), finding.line(), finding.column(),
                Values.cut(series, LONGEST_SERIES),
                isTold
                        ? "what is wrong here is not shown, because a secret is in it"
                        : Values.cut(finding.reason(), LONGEST_TEXT),
                isSuggested ? "" : Values.cut(finding.suggestion(), LONGEST_TEXT));
    }

    /** Without its labels if a secret is in the series, and empty if one is in its name, parts of which may be in the texts. */
    private static String withoutSecret(String series) {
        if (Secrets.in(Values.unescaped(series)).isEmpty()) {
            return series;
        }
        String name = series.substring(0, Math.max(0, series.indexOf('{')));
        return Secrets.in(name).isPresent() ? "" : name;
    }

    LintResult result() {
        found.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column)
                .thenComparing(Finding::rule));
        return new LintResult(found, counts, worst);
    }
}
