package io.github.jobtide.lint;

import java.util.List;
import java.util.Optional;

/**
 * A line with a value.
 *
 * @param line from 1
 * @param name as written, suffixes included
 * @param labels in the order of the page
 * @param text the series as written: name and labels
 * @param value NaN only where that is written
 * @param valueText the value as written
 * @param valueColumn in bytes, from 1
 * @param timestamp as written; empty if there is none
 */
record Sample(int line, String name, List<Label> labels, String text, double value, String valueText, int valueColumn,
        Optional<String> timestamp) {
    /**
     * A label, with its escapes undone.
     *
     * @param column of its name in bytes, from 1
     */
    record Label(String name, String value, int column) {}

    Sample {
        labels = List.copyOf(labels);
    }

    Optional<Label> label(String labelName) {
        for (Label label : labels) {
            if (label.name().equals(labelName)) {
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }
}
