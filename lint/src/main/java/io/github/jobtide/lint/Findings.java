package io.github.jobtide.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects what all rules find on one page, as much of it as somebody would read. One thread. */
final class Findings {
    private static final int MOST_OF_A_FAMILY = 5;
    private static final int LONGEST_SERIES = 200;
    /** Of a reason or a suggestion. Only one with a very long name in it comes near. */
    private static final int LONGEST_TEXT = 1000;

    private final LintOptions options;
    /** Each severity by itself, so that the lesser ones do not crowd out the errors. */
    private final Map<Severity, List<Finding>> found = new EnumMap<>(Severity.class);
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final Map<String, Map<Severity, Integer>> ofFamily = new HashMap<>();
    private Set<String> silenced = Set.of();
    private Severity worst = Severity.INFO;

    Findings(LintOptions options) {
        this.options = options;
    }

    /** Whether a rule looks at all. */
    static boolean isWanted(Rule.Info rule, LintOptions options) {
        return rule.profiles().contains(options.profile()) && !options.disabled().contains(rule.id());
    }

    /** Another family begins, of which the rules with these ids are not to be heard. */
    void begin(Set<String> switchedOff) {
        if (!ofFamily.isEmpty()) {
            ofFamily.clear();
        }
        silenced = switchedOff.isEmpty() ? Set.of() : Set.copyOf(switchedOff);
    }

    /** Whether a rule is not to be heard of the family at hand. */
    boolean isSilenced(Rule.Info rule) {
        return !silenced.isEmpty() && silenced.contains(rule.id());
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
        if (!isWanted(rule, options) || isSilenced(rule)) {
            return;
        }
        Severity severity = finding.severity();
        counts.merge(finding.rule(), 1L, Long::sum);
        worst = severity.isAtLeast(worst) ? severity : worst;
        List<Finding> alike = found.computeIfAbsent(severity, any -> new ArrayList<>());
        int number = ofFamily.computeIfAbsent(finding.rule(), any -> new EnumMap<>(Severity.class)).merge(severity, 1,
                Integer::sum);
        if (number <= MOST_OF_A_FAMILY && alike.size() < options.mostFindings()) {
            alike.add(fitToBeShown(finding));
        }
    }

    /** Without what nobody may see, and no longer than somebody reads. */
    private static Finding fitToBeShown(Finding finding) {
        ShownSeries series = ShownSeries.of(finding.series());
        return new Finding(finding.rule(), finding.severity(), finding.line(), finding.column(),
                PlainText.cut(series.text(), LONGEST_SERIES),
                series.isToldIn(finding.reason())
                        ? "what is wrong here is not shown, because a secret is in it"
                        : PlainText.cut(finding.reason(), LONGEST_TEXT),
                series.isToldIn(finding.suggestion()) ? "" : PlainText.cut(finding.suggestion(), LONGEST_TEXT));
    }

    LintResult result() {
        List<Finding> all = new ArrayList<>();
        found.values().forEach(all::addAll);
        all.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column)
                .thenComparing(Finding::rule));
        return new LintResult(all, counts, worst);
    }
}
