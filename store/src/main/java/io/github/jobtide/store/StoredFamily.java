package io.github.jobtide.store;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import java.util.List;

/** One family of one group, as stored: a shape that many groups share, and its values as they are printed. Immutable. */
public final class StoredFamily implements PageChunk.Lines {
    private final GroupLabels labels;
    private final Shape shape;
    private final byte[] values;
    private final long pushedNanos;

    StoredFamily(GroupLabels labels, Shape shape, byte[] values, long pushedNanos) {
        this.labels = labels;
        this.shape = shape;
        this.values = values;
        this.pushedNanos = pushedNanos;
    }

    /**
     * Reads what an engine has stored, without a store around it.
     *
     * @throws StorageException if it is damaged
     */
    public static StoredFamily of(Change.FamilyStored stored) {
        GroupNames names = GroupNames.of(stored.group().labels());
        Shape shape = Shape.decode(names, stored.shape());
        shape.checkFits(stored);
        return new StoredFamily(GroupLabels.of(stored.group(), names), shape, stored.values(), stored.pushedNanos());
    }

    public String name() {
        return shape.name();
    }

    /** When it was last pushed, nanoseconds since the epoch. */
    public long pushedNanos() {
        return pushedNanos;
    }

    /** Read back, with the grouping labels filled in; metrics in the order pushed. */
    public MetricFamily family() {
        List<Metric> metrics = shape.asPushed(metrics());
        return new MetricFamily(shape.name(), shape.type(), shape.help(), metrics);
    }

    /** The metrics alone, in page order. */
    List<Metric> metrics() {
        return FamilyDecoder.metrics(labels, shape, values);
    }

    GroupLabels labels() {
        return labels;
    }

    Shape shape() {
        return shape;
    }

    byte[] values() {
        return values;
    }

    /** Bytes that this family alone takes in memory, roughly; its share of the shape not counted. */
    int weight() {
        return values.length + 48;
    }

    @Override
    public void print(PageBuffer page) {
        shape.program().print(labels, values, page);
    }

    Change.FamilyStored change() {
        return new Change.FamilyStored(labels.key(), shape.name(), pushedNanos, shape.encoded(), values);
    }
}
