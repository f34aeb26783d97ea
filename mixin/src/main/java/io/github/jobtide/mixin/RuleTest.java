package io.github.jobtide.mixin;

import java.util.List;
import java.util.Map;

/**
 * A unit test of rules as promtool runs it.
 *
 * @param pace the time between two evaluations, of which a file of tests has one
 * @param every the time between two samples
 * @param series each {@code NAME{LABELS} VALUES}
 */
record RuleTest(String name, String pace, String every, List<String> series, List<Check> checks,
        List<Sampling> samplings) {
    RuleTest {
        series = List.copyOf(series);
        checks = List.copyOf(checks);
        samplings = List.copyOf(samplings);
    }

    /**
     * What of one alert fires at a moment.
     *
     * @param keeps whether it does so because alerts are kept firing
     */
    record Check(String alert, String at, boolean keeps, List<Firing> firing) {}

    /** One alert that fires, with all its labels and annotations. */
    record Firing(Map<String, String> labels, Map<String, String> annotations) {}

    /** What an expression gives at a moment: each {@code SERIES VALUE}. */
    record Sampling(String at, String expression, List<String> gives) {}
}
