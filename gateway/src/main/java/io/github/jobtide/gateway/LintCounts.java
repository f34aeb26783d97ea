package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.gateway.LintNote.Result;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.RuleCatalog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what the linter found in pushes. Any thread. */
final class LintCounts {
    static final String FINDINGS = "jobtide_gateway_lint_findings_total";
    static final String PUSHES = "jobtide_gateway_linted_pushes_total";

    private final Map<String, LongAdder> byRule = new TreeMap<>();
    private final Map<Result, LongAdder> byResult = new EnumMap<>(Result.class);

    LintCounts() {
        for (RuleCatalog.Entry rule : RuleCatalog.entries()) {
            if (rule.profiles().contains(Profile.PUSH)) {
                byRule.put(rule.id(), new LongAdder());
            }
        }
        for (Result result : Result.values()) {
            if (result != Result.OFF) {
                byResult.put(result, new LongAdder());
            }
        }
    }

    void count(LintNote note) {
        add(byResult.get(note.result()), 1);
        note.counts().forEach((rule, count) -> add(byRule.get(rule), count));
    }

    private static void add(@Nullable LongAdder counter, long count) {
        if (counter != null) {
            counter.add(count);
        }
    }

    List<MetricFamily> families() {
        List<Metric> findings = new ArrayList<>();
        byRule.forEach((rule, count) -> findings.add(Metric.of((double) count.sum(), "rule", rule)));
        List<Metric> pushes = new ArrayList<>();
        byResult.forEach((result, count) -> pushes.add(
                Metric.of((double) count.sum(), "result", result.name().toLowerCase(Locale.ROOT))));
        return List.of(
                new MetricFamily(FINDINGS, MetricType.COUNTER,
                        "What the linter found in pushes that were stored or refused for it, by rule.", findings),
                new MetricFamily(PUSHES, MetricType.COUNTER,
                        "Pushes that the linter looked at, by the worst that it found, or why it found nothing.",
                        pushes));
    }
}
