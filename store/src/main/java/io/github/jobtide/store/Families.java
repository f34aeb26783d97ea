package io.github.jobtide.store;

import java.util.Arrays;
import java.util.List;

/**
 * The families that a group holds, by name: most groups those of their latest push, kept as one array, others those of several pushes.
 * Small ones of one push belong to one {@link StoredGroup} and are written over with it; all others stay as they are, and may be shared.
 */
abstract sealed class Families {
    static final Families NONE = new OfSeveral(FamilyList.EMPTY, new StoredFamily[0]);

    /** Values of that many bytes are worth keeping to be written over. */
    private static final int SMALL_BYTES = 4096;

    static Families ofOnePush(FamilyList list, byte[] values, long nanos) {
        return new OfOnePush(list, values, values.length, nanos);
    }

    /** @param families by name, of these very shapes; of each a copy is kept that keeps nothing else in memory */
    static Families ofSeveral(FamilyList list, List<StoredFamily> families) {
        return new OfSeveral(list, families.stream().map(StoredFamily::alone).toArray(StoredFamily[]::new));
    }

    abstract FamilyList list();

    int size() {
        return list().size();
    }

    /** Whether all of them came with one push. */
    abstract boolean areOfOnePush();

    /** Whether they are written over. */
    abstract boolean isSmall();

    /** The same as those, and equal to none of others in what is written over; these are not to be used any more. */
    abstract Families become(Families next);

    /** The same, sharing nothing that is written over. */
    abstract Families apart();

    /** Those that are new came with that batch. */
    abstract void changedBy(long batch);

    /** With which batch a family came; {@code group} is when the group changed, which is never before that. */
    abstract long changed(int index, long group);

    abstract StoredFamily get(int index, GroupLabels labels);

    /** Bytes of the values of all of them. */
    abstract long valueBytes();

    /** What they take in memory, roughly, without their shapes: with them what is kept of them for readers, and to be written over. */
    long weight() {
        long bytes = valueBytes();
        return list().weight() + objects() + (bytes <= SMALL_BYTES ? 2 * bytes : bytes);
    }

    /** The part of it that is not what they are and how they are printed. */
    abstract long objects();

    private static final class OfOnePush extends Families {
        /** Room for a value that gets longer; arrays take a multiple of it anyway. */
        private static final int ROOM = 8;

        private FamilyList list;
        private byte[] values;
        private int valueBytes;
        private long pushedNanos;

        /** @param values in the first {@code valueBytes}, as {@link PrintedValues} has them */
        OfOnePush(FamilyList list, byte[] values, int valueBytes, long pushedNanos) {
            this.list = list;
            this.values = values;
            this.valueBytes = valueBytes;
            this.pushedNanos = pushedNanos;
        }

        @Override
        FamilyList list() {
            return list;
        }

        @Override
        boolean areOfOnePush() {
            return true;
        }

        @Override
        boolean isSmall() {
            return valueBytes <= SMALL_BYTES;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // a group that was refused a push keeps its very families
        Families become(Families next) {
            if (next == this) {
                return this;
            }
            if (!isSmall() || !(next instanceof OfOnePush that) || !that.isSmall()) {
                return next.apart();
            }
            if (list != that.list) {
                list = that.list;
            }
            if (values.length < that.valueBytes || values.length > that.valueBytes + that.valueBytes / 4 + 4 * ROOM) {
                values = new byte[that.valueBytes + ROOM];
            }
            System.arraycopy(that.values, 0, values, 0, that.valueBytes);
            valueBytes = that.valueBytes;
            pushedNanos = that.pushedNanos;
            return this;
        }

        @Override
        Families apart() {
            return isSmall() ? new OfOnePush(list, Arrays.copyOf(values, valueBytes), valueBytes, pushedNanos) : this;
        }

        @Override
        void changedBy(long batch) {}

        @Override
        long changed(int index, long group) {
            return group;
        }

        @Override
        StoredFamily get(int index, GroupLabels labels) {
            return new StoredFamily(labels, list.shape(index), values, PrintedValues.start(values, index, size()),
                    PrintedValues.end(values, index), pushedNanos);
        }

        @Override
        long valueBytes() {
            return valueBytes;
        }

        @Override
        long objects() {
            return Weight.SPARE;
        }
    }

    private static final class OfSeveral extends Families {
        private final FamilyList list;
        private final StoredFamily[] families;
        private final long valueBytes;

        OfSeveral(FamilyList list, StoredFamily[] families) {
            this.list = list;
            this.families = families;
            long bytes = 0;
            for (StoredFamily family : families) {
                bytes += family.valueBytes();
            }
            this.valueBytes = bytes;
        }

        @Override
        FamilyList list() {
            return list;
        }

        @Override
        boolean areOfOnePush() {
            return false;
        }

        @Override
        boolean isSmall() {
            return false;
        }

        @Override
        Families become(Families next) {
            return next.apart();
        }

        @Override
        Families apart() {
            return this;
        }

        @Override
        void changedBy(long batch) {
            for (StoredFamily family : families) {
                family.cameWith(batch);
            }
        }

        @Override
        long changed(int index, long group) {
            return families[index].batch();
        }

        @Override
        StoredFamily get(int index, GroupLabels labels) {
            return families[index];
        }

        @Override
        long valueBytes() {
            return valueBytes;
        }

        @Override
        long objects() {
            return Weight.SPARE + (long) Weight.FAMILY * families.length;
        }
    }
}
