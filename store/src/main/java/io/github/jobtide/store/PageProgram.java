package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.store.Shape.MetricShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the lines of a family are printed for any group: pieces of fixed text, and between them slices of the group's printed labels
 * and the values.
 *
 * <p>{@code steps} holds for each line: (end of a piece in {@code text}, first grouping label, one behind the last)…, then (end of a
 * piece, {@value #VALUE}), where the value with its line feed follows. A line needs only one or two pieces, since labels are sorted.
 */
final class PageProgram {
    private static final int VALUE = -1;

    private final byte[] text;
    private final int[] steps;
    private final int lines;
    private final int slices;

    private PageProgram(byte[] text, int[] steps, int lines) {
        this.text = text;
        this.steps = steps;
        this.lines = lines;
        this.slices = (steps.length - 2 * lines) / 3;
    }

    /** @param escaping how names are printed that are beyond the classic alphabet; lines and labels stand in the same order in all */
    static PageProgram of(String name, MetricType type, GroupNames group, List<MetricShape> metrics,
            Escaping escaping) {
        Writer writer = new Writer(group, escaping);
        for (MetricShape metric : metrics) {
            writer.metric(escaping.metric(name), type, metric);
        }
        return new PageProgram(writer.text.bytes(), writer.steps(), writer.lines);
    }

    int lines() {
        return lines;
    }

    /** Bytes that it takes. */
    int size() {
        return text.length + steps.length * Integer.BYTES;
    }

    /** Prints all lines for a group, with the values that stand at {@code from} to {@code to}. */
    void print(GroupLabels group, byte[] values, int from, int to, PageBuffer page) {
        long bound = text.length + (to - from) + (long) slices * group.printed().length;
        if (bound <= PageBuffer.PIECE_BYTES) {
            page.reserve((int) bound);
            page.advance(print(group, values, from, page.piece(), page.length()));
        } else {
            printInPieces(group, values, from, page);
        }
    }

    /** Straight into an array that has room for it all. Returns where it ends. */
    private int print(GroupLabels group, byte[] values, int valuesFrom, byte[] target, int from) {
        byte[] printed = group.printed();
        int at = from;
        int textAt = 0;
        int valueAt = valuesFrom;
        for (int step = 0; step < steps.length;) {
            int textEnd = steps[step++];
            System.arraycopy(text, textAt, target, at, textEnd - textAt);
            at += textEnd - textAt;
            textAt = textEnd;
            int first = steps[step++];
            if (first == VALUE) {
                valueAt += isMinusZero(values, valueAt) ? 1 : 0;
                byte one;
                do {
                    one = values[valueAt++];
                    target[at++] = one;
                } while (one != '\n');
            } else {
                int start = group.start(first);
                int size = group.end(steps[step++] - 1) - start;
                System.arraycopy(printed, start, target, at, size);
                at += size;
            }
        }
        return at;
    }

    /** Minus zero is kept, but the text format prints zero. */
    private static boolean isMinusZero(byte[] values, int at) {
        return values[at] == '-' && values[at + 1] == '0' && values[at + 2] == '\n';
    }

    private void printInPieces(GroupLabels group, byte[] values, int valuesFrom, PageBuffer page) {
        byte[] printed = group.printed();
        int textAt = 0;
        int valueAt = valuesFrom;
        for (int step = 0; step < steps.length;) {
            int textEnd = steps[step++];
            page.add(text, textAt, textEnd);
            textAt = textEnd;
            int first = steps[step++];
            if (first == VALUE) {
                valueAt += isMinusZero(values, valueAt) ? 1 : 0;
                int valueEnd = valueAt;
                while (values[valueEnd++] != '\n') {
                    // the value's end is the next line feed
                }
                page.add(values, valueAt, valueEnd);
                valueAt = valueEnd;
            } else {
                page.add(printed, group.start(first), group.end(steps[step++] - 1));
            }
        }
    }

    /** Puts a program together. */
    private static final class Writer {
        private final GroupNames group;
        private final Escaping escaping;
        private final ByteBuilder text = new ByteBuilder(256);
        private int[] steps = new int[16];
        private int used;
        private int lines;

        Writer(GroupNames group, Escaping escaping) {
            this.group = group;
            this.escaping = escaping;
        }

        int[] steps() {
            return Arrays.copyOf(steps, used);
        }

        void metric(String name, MetricType type, MetricShape metric) {
            List<String> labels = withInstance(metric.labels());
            switch (type) {
                case COUNTER, GAUGE, UNTYPED -> line(name, labels, "", 0);
                case SUMMARY -> {
                    for (double rank : metric.bounds()) {
                        line(name, labels, "quantile", rank);
                    }
                    line(name + "_sum", labels, "", 0);
                    line(name + "_count", labels, "", 0);
                }
                case HISTOGRAM, GAUGE_HISTOGRAM -> {
                    for (double bound : metric.bounds()) {
                        line(name + "_bucket", labels, "le", bound);
                    }
                    if (!metric.hasInfiniteBound()) {
                        line(name + "_bucket", labels, "le", Double.POSITIVE_INFINITY);
                    }
                    line(name + "_sum", labels, "", 0);
                    line(name + "_count", labels, "", 0);
                }
            }
        }

        /** Names and values in turn; with an empty instance where neither the group nor the metric has one. */
        private List<String> withInstance(Labels labels) {
            boolean missing = !group.hasInstance() && labels.value("instance").isEmpty();
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                if (missing && Labels.compareText(labels.name(i), "instance") > 0) {
                    pairs.addAll(List.of("instance", ""));
                    missing = false;
                }
                pairs.add(labels.name(i));
                pairs.add(labels.value(i));
            }
            if (missing) {
                pairs.addAll(List.of("instance", ""));
            }
            return pairs;
        }

        private void line(String name, List<String> labels, String boundName, double bound) {
            if (Names.isMetricName(name)) {
                text.add(name).add('{');
            } else {
                text.add('{').addQuoted(name).add(',');
            }
            int own = 0;
            int grouping = 0;
            int all = labels.size() / 2 + group.size();
            for (int i = 0; i < all; i++) {
                if (i > 0) {
                    text.add(',');
                }
                if (isGroupingNext(labels, own, grouping)) {
                    int first = grouping;
                    do {
                        grouping++;
                        i++;
                    } while (isGroupingNext(labels, own, grouping));
                    i--;
                    step(text.length(), first, grouping);
                } else {
                    text.addLabel(escaping.label(labels.get(own)), labels.get(own + 1));
                    own += 2;
                }
            }
            if (!boundName.isEmpty()) {
                text.add(',').addLabel(boundName, Numbers.text(bound));
            }
            text.add('}').add(' ');
            step(text.length(), VALUE);
            lines++;
        }

        private boolean isGroupingNext(List<String> labels, int own, int grouping) {
            if (grouping == group.size()) {
                return false;
            }
            return own == labels.size() || Labels.compareText(group.name(grouping), labels.get(own)) < 0;
        }

        private void step(int... numbers) {
            if (steps.length - used < numbers.length) {
                steps = Arrays.copyOf(steps, 2 * steps.length);
            }
            for (int number : numbers) {
                steps[used++] = number;
            }
        }
    }
}
