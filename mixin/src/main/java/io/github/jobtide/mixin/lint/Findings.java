package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.PlainText;
import io.github.jobtide.lint.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Collects what is found in one file, as much of it as somebody would read. One thread. */
final class Findings {
    private static final String UNREADABLE = "JT001";
    private static final int MOST_OF_AN_ITEM = 5;
    private static final int MOST = 10_000;
    private static final int LONGEST = 500;

    private final LintOptions options;
    private final List<Finding> found = new ArrayList<>();
    private final TreeMap<String, Long> counts = new TreeMap<>();
    /** Of all, those that are not shown too. */
    private Severity worst = Severity.INFO;

    Findings(LintOptions options) {
        this.options = options;
    }

    void unreadable(Contents.Trouble trouble) {
        if (!options.disabled().contains(UNREADABLE)) {
            add(UNREADABLE, Severity.ERROR, trouble.place(), trouble.item(), trouble.reason(), trouble.suggestion(),
                    true);
        }
    }

    /** Has a rule look at an item, if it is wanted there. */
    void look(Rule rule, Item item, Contents file) {
        String id = rule.entry().id();
        if (options.disabled().contains(id) || item.switchedOff().contains(id)) {
            return;
        }
        int[] ofItem = {0};
        rule.look(item, file, (severity, place, reason, suggestion) -> add(id, severity, place, item.title(), reason,
                suggestion, ofItem[0]++ < MOST_OF_AN_ITEM));
    }

    private void add(String id, Severity severity, Place place, String item, String reason, String suggestion,
            boolean isShown) {
        Severity weighed = options.severities().getOrDefault(id, severity);
        counts.merge(id, 1L, Long::sum);
        worst = weighed.isAtLeast(worst) ? weighed : worst;
        if (isShown && found.size() < MOST) {
            boolean isSecret = PlainText.holdsSecret(item);
            found.add(new Finding(id, weighed, place.line(), place.column(),
                    isSecret ? "" : PlainText.cut(item, LONGEST),
                    isSecret || PlainText.holdsSecret(reason)
                            ? "what is wrong here is not shown, because a secret is in it"
                            : PlainText.cut(reason, LONGEST),
                    isSecret || PlainText.holdsSecret(suggestion) ? "" : PlainText.cut(suggestion, LONGEST)));
        }
    }

    LintResult result() {
        found.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column)
                .thenComparing(Finding::rule));
        return new LintResult(found, counts, worst);
    }
}
