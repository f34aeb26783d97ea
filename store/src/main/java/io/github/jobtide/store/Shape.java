package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about a family but its values and its group: shared by all groups with the same label names that push the same series.
 *
 * <p>It holds the family twice: as {@link #encoded} (docs/formats/family.md), which goes to disk, and as {@link PageProgram}, which
 * prints the lines of any group.
 */
final class Shape {
    private final String name;
    private final MetricType type;
    private final String help;
    private final GroupNames groupNames;
    private final byte[] encoded;
    private final List<MetricShape> metrics;
    private final PageProgram program;
    /** How many stored families are of this shape. Touched by the committer only. */
    int uses;

    private Shape(String name, MetricType type, String help, GroupNames groupNames, byte[] encoded,
            List<MetricShape> metrics) {
        this.name = name;
        this.type = type;
        this.help = help;
        this.groupNames = groupNames;
        this.encoded = encoded;
        this.metrics = metrics;
        this.program = PageProgram.of(name, type, groupNames, metrics);
    }

    /** @throws StorageException if {@code encoded} is not a shape */
    static Shape decode(GroupNames groupNames, byte[] encoded) {
        ByteCursor in = new ByteCursor(encoded);
        MetricType type = TypeCode.type(in.next());
        String name = in.text();
        String help = in.text();
        int count = in.count();
        List<MetricShape> metrics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            metrics.add(decodeMetric(in, type));
        }
        if (!in.atEnd()) {
            throw new StorageException(
                    "a stored family is damaged: something stands behind the end of '%s'".formatted(name));
        }
        return new Shape(name, type, help, groupNames, encoded, List.copyOf(metrics));
    }

    private static MetricShape decodeMetric(ByteCursor in, MetricType type) {
        String[] pairs = new String[2 * in.count()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = in.text();
        }
        boolean compound = type == MetricType.SUMMARY || type == MetricType.HISTOGRAM;
        double[] bounds = new double[compound ? in.count() : 0];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = in.number();
        }
        return new MetricShape(Labels.of(pairs), bounds);
    }

    /** @throws StorageException if that family is not one of this shape */
    void checkFits(Change.FamilyStored stored) {
        int values = 0;
        for (byte one : stored.values()) {
            values += one == '\n' ? 1 : 0;
        }
        if (!name.equals(stored.family()) || values != lines()) {
            throw new StorageException("a stored family is damaged: '%s' has %d values for %d lines".formatted(name,
                    values, lines()));
        }
    }

    String name() {
        return name;
    }

    MetricType type() {
        return type;
    }

    String help() {
        return help;
    }

    GroupNames groupNames() {
        return groupNames;
    }

    /** Not to be written to. */
    byte[] encoded() {
        return encoded;
    }

    List<MetricShape> metrics() {
        return metrics;
    }

    PageProgram program() {
        return program;
    }

    /** Lines on the page, which is the number of values too. */
    int lines() {
        return program.lines();
    }

    /** Whether the page shows nothing of it: a protobuf body can hold a family without metrics. */
    boolean isEmpty() {
        return metrics.isEmpty();
    }

    @Override
    public String toString() {
        return type.word() + " " + name + " of " + groupNames;
    }

    /**
     * One metric without its values.
     *
     * @param labels its own labels, without those of the group
     * @param bounds of a summary the ranks, of a histogram the upper bounds, as they were pushed; else empty
     */
    @SuppressWarnings("ArrayRecordComponent") // one of these stands for thousands of groups; nobody compares them
    record MetricShape(Labels labels, double[] bounds) {
        boolean hasInfiniteBound() {
            for (double bound : bounds) {
                if (bound == Double.POSITIVE_INFINITY) {
                    return true;
                }
            }
            return false;
        }
    }
}
