package io.github.jobtide.mixin;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One alert: rule, unit tests and runbook.
 *
 * <p>In expressions and texts {@code <5m>} and {@code ~300~} are times that {@link Times} writes, and {@code @gateway@} is the scrape job of the gateway.
 *
 * @param lasting how long the expression has to hold
 * @param keeps how long it fires on after that
 * @param about what the alert is about, which decides what else its annotations tell
 * @param page the runbook's name
 */
record Alert(String name, String expression, Optional<String> lasting, Optional<String> keeps,
        SortedMap<String, String> labels, String what, String summary, String description, About about, String page) {
    Alert {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** What an alert is about. */
    enum About {
        /** A job: who owns it and where it last ran. */
        JOB,
        /** A run: that, and how it ended. */
        RUN,
        /** A gateway, which is its own host. */
        GATEWAY,
        /** Nothing that has a host. */
        ALL
    }

    /** The alert with what shows that it works and says what to do. */
    record Entry(Alert alert, Runbook runbook, List<RuleTest> tests) {}
}
