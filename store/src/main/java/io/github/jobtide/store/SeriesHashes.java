package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import java.util.PrimitiveIterator;

/**
 * Hashes of the series of one family of one group, metric by metric in page order: each of all labels, its own, those of the group, and an
 * empty instance if there is none. They are read as bytes, as they stand in the shape.
 *
 * <p>A label has a hash of 64 bits, another one in each process, and a series the sum of its labels': their order makes no difference, and
 * nobody can choose labels that collide.
 */
final class SeriesHashes implements PrimitiveIterator.OfLong {
    private static final long INSTANCE = Bytes.hash("instance", 0);
    private static final long EMPTY_INSTANCE = label("instance", "");

    private final Escaping escaping;
    private final ByteCursor in;
    private final boolean compound;
    private final long ofGroup;
    private final boolean instanceOfGroup;
    private int left;

    /**
     * @param grouping labels of the group that has, or is to have, the family in that shape
     * @param escaping under which the names of the labels are meant
     */
    SeriesHashes(Shape shape, Labels grouping, Escaping escaping) {
        this.escaping = escaping;
        this.in = new ByteCursor(shape.encoded());
        this.compound = shape.type() == MetricType.SUMMARY || shape.type().isHistogram();
        this.instanceOfGroup = grouping.value("instance").isPresent();
        this.ofGroup = sum(escaping.labels(grouping));
        in.next();
        in.skip(in.count());
        in.skip(in.count());
        this.left = in.count();
        for (int order = in.count(); order > 0; order--) {
            in.varint();
        }
    }

    private static long sum(Labels labels) {
        long sum = 0;
        for (int i = 0; i < labels.size(); i++) {
            sum += label(labels.name(i), labels.value(i));
        }
        return sum;
    }

    private static long label(String name, String value) {
        return Bytes.hash(value, Bytes.hash(name, 0));
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public long nextLong() {
        left--;
        long sum = ofGroup;
        boolean instance = instanceOfGroup;
        for (int labels = in.count(); labels > 0; labels--) {
            long name = escaping == Escaping.ALLOW_UTF_8 ? in.hash(0) : Bytes.hash(escaping.label(in.text()), 0);
            instance |= name == INSTANCE;
            sum += in.hash(name);
        }
        if (compound) {
            in.skip(8 * in.count());
        }
        return instance ? sum : sum + EMPTY_INSTANCE;
    }
}
