package io.github.jobtide.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line with a value. Immutable, and only for one thread: what several rules ask for is made when the first one does. */
final class Sample {
    private final int line;
    private final String name;
    private final List<Label> labels;
    private final String text;
    private final double value;
    private final String valueText;
    private final int valueColumn;
    private final Optional<String> timestamp;
    private @Nullable String set;
    private @Nullable Point bucket;

    /**
     * A sample as it was read.
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
    Sample(int line, String name, List<Label> labels, String text, double value, String valueText, int valueColumn,
            Optional<String> timestamp) {
        this.line = line;
        this.name = name;
        this.labels = List.copyOf(labels);
        this.text = text;
        this.value = value;
        this.valueText = valueText;
        this.valueColumn = valueColumn;
        this.timestamp = timestamp;
    }

    int line() {
        return line;
    }

    String name() {
        return name;
    }

    List<Label> labels() {
        return labels;
    }

    String text() {
        return text;
    }

    double value() {
        return value;
    }

    String valueText() {
        return valueText;
    }

    int valueColumn() {
        return valueColumn;
    }

    Optional<String> timestamp() {
        return timestamp;
    }

    Optional<Label> label(String labelName) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).name().equals(labelName)) {
                return Optional.of(labels.get(i));
            }
        }
        return Optional.empty();
    }

    /** What it is if it is a bucket of a histogram. */
    Point bucket() {
        Point known = bucket;
        if (known == null) {
            known = Point.of(this, "le");
            bucket = known;
        }
        return known;
    }

    /**
     * What tells the histogram or summary that it belongs to from others of its family: its labels but for {@code le} and {@code quantile}, in
     * any order, and its timestamp, for OpenMetrics may tell of several moments. An empty label is none.
     */
    String set() {
        String known = set;
        if (known == null) {
            known = written(labels, timestamp);
            set = known;
        }
        return known;
    }

    private static String written(List<Label> labels, Optional<String> timestamp) {
        List<Label> telling = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            if (!label.value().isEmpty() && !label.name().equals("le") && !label.name().equals("quantile")) {
                telling.add(label);
            }
        }
        if (telling.isEmpty() && timestamp.isEmpty()) {
            return "";
        }
        telling.sort(Comparator.comparing(Label::name));
        StringBuilder key = new StringBuilder(64);
        for (Label label : telling) {
            key.append(label.name().length()).append(':').append(label.name()).append(label.value().length()).append(
                    ':').append(label.value());
        }
        if (timestamp.isPresent()) {
            key.append('@').append(timestamp.get());
        }
        return key.toString();
    }

    /**
     * A label, with its escapes undone.
     *
     * @param column of its name in bytes, from 1
     */
    record Label(String name, String value, int column) {}
}
