package io.github.jobtide.mixin.lint;

import java.util.Map;
import java.util.Set;

/**
 * One thing with an expression: a rule of Prometheus, or a query of a dashboard.
 *
 * @param name of the alert, of the recorded series, or of the panel
 * @param place where it begins
 * @param annotations of an alert
 * @param labels that an alert gives, by name alone
 * @param switchedOff ids of rules that are not to look at it
 */
record Item(Kind kind, String name, Place place, Expression expression, Map<String, Text> annotations,
        Set<String> labels, Set<String> switchedOff) {
    Item {
        annotations = Map.copyOf(annotations);
        labels = Set.copyOf(labels);
        switchedOff = Set.copyOf(switchedOff);
    }

    /** What an expression is for. */
    enum Kind {
        ALERT("alert"), RECORD("record"), PANEL("panel");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** How findings name one of these. */
        String named(String name) {
            return name.isEmpty() ? word : word + " " + name;
        }
    }

    boolean isAlert() {
        return kind == Kind.ALERT;
    }

    String title() {
        return kind.named(name);
    }
}
