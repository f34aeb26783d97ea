package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.Severity;
import java.util.Set;

/** JT801: rate, irate or increase of what goes down as well. */
final class RateOfGauge extends Rule {
    private static final Set<String> OF_COUNTERS = Set.of("rate", "irate", "increase");

    RateOfGauge() {
        super("JT801", "the rate of a gauge", Severity.WARNING,
                "rate, irate and increase are for counters: they take each fall of the value for a restart from 0, so what they give for a gauge "
                        + "means nothing. What a batch job pushed is the latest run's value until the next run, and is compared as it is. "
                        + "Known as gauges are those of Jobtide's own vocabulary and those whose name ends as only a gauge's does, such as _timestamp_seconds, _ratio or _info, or has _last_run_ in it.",
                """
                        groups:
                          - name: backup
                            rules:
                              - record: job:backup_duration_seconds:rate1h
                                expr: rate(jobtide_last_run_duration_seconds{job="backup"}[1h])
                        """, """
                        groups:
                          - name: backup
                            rules:
                              - record: job:backup_duration_seconds:max1d
                                expr: max_over_time(jobtide_last_run_duration_seconds{job="backup"}[1d])
                        """);
    }

    @Override
    void look(Item item, Contents file, Report report) {
        item.expression().node().ifPresent(node -> node.calls().filter(call -> OF_COUNTERS.contains(call.name()))
                .forEach(call -> look(call, item, report)));
    }

    private void look(Node.Call call, Item item, Report report) {
        for (Node part : call.parts()) {
            if (part instanceof Node.Ranged(int _, Node.Series series) && Metrics.isGauge(series.name())) {
                report.add(severity(), item.expression().place(call),
                        call.name() + " of " + series.name() + ", which is a gauge", suggestion(series.name()));
            }
        }
    }

    private static String suggestion(String name) {
        if (Metrics.isTime(name)) {
            return "time() - " + name + " is its age, and changes(" + name + "[1d]) tells how often it moved";
        }
        return Metrics.isPushedGauge(name)
                ? "compare " + name + " itself, which is the latest run's until the next one ends"
                : "use " + name + " itself, or delta or deriv for how it moves";
    }
}
