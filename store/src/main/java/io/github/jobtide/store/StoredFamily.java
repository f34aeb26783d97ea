package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One family of one group, as stored: a shape that many groups share, and its values as they are printed. It may be read as long
 * as its {@link StoredGroup}; equal to another if the group, the shape, the values and the time are the same.
 */
@SuppressWarnings("ReferenceEquality") // shapes in use are shared, and the labels are those of the group's place
public final class StoredFamily {
    private static final long UNKNOWN = -1;

    private final GroupLabels labels;
    private final Shape shape;
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final long pushedNanos;
    /** Told once, and only of families that are kept by themselves. */
    private long batch = UNKNOWN;

    StoredFamily(GroupLabels labels, Shape shape, byte[] values, long pushedNanos) {
        this(labels, shape, values, 0, values.length, pushedNanos);
    }

    /** @param bytes in which the values stand at {@code from} to {@code to}; not to be written to afterwards */
    StoredFamily(GroupLabels labels, Shape shape, byte[] bytes, int from, int to, long pushedNanos) {
        this.labels = labels;
        this.shape = shape;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
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

    /** Of when it tells: the time of the event that the push named, or else when it was pushed; nanoseconds since the epoch. */
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
        return FamilyDecoder.metrics(labels, shape, bytes, from, to);
    }

    GroupLabels labels() {
        return labels;
    }

    Shape shape() {
        return shape;
    }

    /** A copy. */
    byte[] values() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** The numbers of its lines. */
    LineCursor lines() {
        return new LineCursor(bytes, from, to);
    }

    int valueBytes() {
        return to - from;
    }

    /** The same with an array that holds nothing else, and so keeps nothing else in memory. */
    StoredFamily alone() {
        return valueBytes() == bytes.length ? this : new StoredFamily(labels, shape, values(), pushedNanos);
    }

    /** The same as of another time. */
    StoredFamily at(long nanos) {
        return new StoredFamily(labels, shape, bytes, from, to, nanos);
    }

    /** Which batch brought it. */
    long batch() {
        return batch;
    }

    void cameWith(long given) {
        if (batch == UNKNOWN) {
            batch = given;
        }
    }

    /** Prints its lines of the page in the text format. */
    void print(PageBuffer page, Escaping escaping) {
        shape.program(escaping).print(labels.under(escaping), bytes, from, to, page);
    }

    Change.FamilyStored change() {
        return change(labels.key());
    }

    /** @param key its group's, which the caller has at hand */
    Change.FamilyStored change(GroupKey key) {
        return new Change.FamilyStored(key, shape.name(), pushedNanos, shape.encoded(), values());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredFamily that && pushedNanos == that.pushedNanos && shape == that.shape
                && labels == that.labels && hasValuesOf(that);
    }

    private boolean hasValuesOf(StoredFamily that) {
        return (bytes == that.bytes && from == that.from)
                || Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pushedNanos) + shape.hashCode();
    }
}
