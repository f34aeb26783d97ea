package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Names;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything about a family but its values and its group: shared by all groups with the same label names that push the same series.
 *
 * <p>It holds the family twice: as {@link #encoded} (docs/formats/family.md), which goes to disk, and as {@link PageProgram}, which
 * prints the lines of any group.
 */
final class Shape {
    /** Names of families that tell of a job's runs begin so; no program pushes them by itself. Source: docs/formats/job-metrics.md. */
    static final String RUN_PREFIX = "jobtide_";

    private final String name;
    private final MetricType type;
    private final String help;
    private final GroupNames groupNames;
    private final byte[] encoded;
    private final boolean empty;
    private final boolean odd;
    private final boolean tellsOfRuns;
    private final PageProgram program;
    /** Made when a page first needs them; none if the shape is not odd. */
    private final Map<Escaping, PageProgram> spelledPrograms;
    /** How many stored families are of this shape. Touched by the committer only. */
    int uses;

    private Shape(GroupNames groupNames, byte[] encoded, Decoded decoded) {
        this.name = decoded.name;
        this.type = decoded.type;
        this.help = decoded.help;
        this.groupNames = groupNames;
        this.encoded = encoded;
        this.empty = decoded.metrics.isEmpty();
        this.tellsOfRuns = name.startsWith(RUN_PREFIX);
        this.odd = groupNames.isOdd() || decoded.isOdd();
        this.program = PageProgram.of(name, type, groupNames, decoded.metrics, Escaping.ALLOW_UTF_8);
        this.spelledPrograms = odd ? new ConcurrentHashMap<>() : Map.of();
    }

    /** @throws StorageException if {@code encoded} is not a shape */
    static Shape decode(GroupNames groupNames, byte[] encoded) {
        return new Shape(groupNames, encoded, decode(encoded));
    }

    private static Decoded decode(byte[] encoded) {
        ByteCursor in = new ByteCursor(encoded);
        MetricType type = TypeCode.type(in.next());
        String name = in.text();
        String help = in.text();
        int count = in.count();
        int[] order = decodeOrder(in, count);
        List<MetricShape> metrics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            metrics.add(decodeMetric(in, type));
        }
        if (!in.atEnd()) {
            throw new StorageException(
                    "a stored family is damaged: something stands behind the end of '%s'".formatted(name));
        }
        return new Decoded(type, name, help, order, metrics);
    }

    private static int[] decodeOrder(ByteCursor in, int metrics) {
        int[] order = new int[in.count()];
        BitSet places = new BitSet();
        for (int i = 0; i < order.length; i++) {
            order[i] = in.varint();
            if (order[i] < 0 || order[i] >= metrics || places.get(order[i])) {
                throw new StorageException("a stored family is damaged: its metrics have no order");
            }
            places.set(order[i]);
        }
        if (order.length != 0 && order.length != metrics) {
            throw new StorageException("a stored family is damaged: only some of its metrics have a place");
        }
        return order;
    }

    private static MetricShape decodeMetric(ByteCursor in, MetricType type) {
        String[] pairs = new String[2 * in.count()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = in.text();
        }
        boolean compound = type == MetricType.SUMMARY || type.isHistogram();
        double[] bounds = new double[compound ? in.count() : 0];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = in.number();
        }
        return new MetricShape(Labels.of(pairs), bounds);
    }

    /** @throws StorageException if that family is not one of this shape */
    void checkFits(Change.FamilyStored stored) {
        byte[] values = stored.values();
        int printed = 0;
        int at = 0;
        while (at < values.length && printed < lines()) {
            printed += values[at++] == '\n' ? 1 : 0;
        }
        if (!name.equals(stored.family()) || printed != lines()) {
            throw new StorageException("a stored family is damaged: '%s' has %d values for %d lines".formatted(name,
                    printed, lines()));
        }
        if (at < values.length) {
            FamilyDetails.read(this, values, at, values.length);
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

    /** In page order; read anew each time, since they are rarely needed and would take more memory than all else. */
    List<MetricShape> metrics() {
        return decode(encoded).metrics;
    }

    /** Puts things that stand in page order, one for each metric, into the order in which the metrics were pushed. */
    <T> List<T> asPushed(List<T> inPageOrder) {
        int[] order = decode(encoded).order;
        List<T> asPushed = new ArrayList<>(inPageOrder);
        for (int i = 0; i < order.length; i++) {
            asPushed.set(order[i], inPageOrder.get(i));
        }
        return asPushed;
    }

    PageProgram program(Escaping escaping) {
        return escaping == Escaping.ALLOW_UTF_8 || !odd
                ? program
                : spelledPrograms.computeIfAbsent(escaping,
                        _ -> PageProgram.of(name, type, groupNames, metrics(), escaping));
    }

    /** Bytes that all programs take, those included that are not there yet. */
    long programSize() {
        return (odd ? 1L + Escaping.SPELLING.size() : 1) * program.size();
    }

    /** Whether its lines hold a name beyond the classic alphabet: of the metric, or of a label, grouping labels included. */
    boolean isOdd() {
        return odd;
    }

    /** Whether it tells of a job's runs, by its name. */
    boolean tellsOfRuns() {
        return tellsOfRuns;
    }

    /** Lines on the page, which is the number of values too. */
    int lines() {
        return program.lines();
    }

    /** Whether the page shows nothing of it: a protobuf body can hold a family without metrics. */
    boolean isEmpty() {
        return empty;
    }

    @Override
    public String toString() {
        return type.word() + " " + name + " of " + groupNames;
    }

    /** @param order for each metric in page order, which it was as pushed; empty if that is the same */
    @SuppressWarnings("ArrayRecordComponent") // lives for a moment
    private record Decoded(MetricType type, String name, String help, int[] order, List<MetricShape> metrics) {
        boolean isOdd() {
            if (!Names.isMetricName(name)) {
                return true;
            }
            for (MetricShape metric : metrics) {
                if (!Names.areLabelNames(metric.labels())) {
                    return true;
                }
            }
            return false;
        }
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

        /** Lines on the page. */
        int lines(MetricType type) {
            return switch (type) {
                case COUNTER, GAUGE, UNTYPED -> 1;
                case SUMMARY -> bounds.length + 2;
                case HISTOGRAM, GAUGE_HISTOGRAM -> bounds.length + (hasInfiniteBound() ? 2 : 3);
            };
        }

        /** Whether the line of that index, of so many, measures something and does not count it: there any number may stand. */
        static boolean isMeasure(MetricType type, int line, int lines) {
            return switch (type) {
                case COUNTER, GAUGE, UNTYPED -> true;
                case SUMMARY -> line < lines - 1;
                case HISTOGRAM, GAUGE_HISTOGRAM -> line == lines - 2;
            };
        }
    }
}
