package io.github.jobtide.store;

import java.util.List;

/**
 * The families that a group holds, by name: most groups those of their latest push, kept as one array, others those of several pushes.
 * Immutable.
 */
abstract sealed class Families {
    static final Families NONE = new OfOnePush(FamilyList.EMPTY, new byte[0], 0);

    private final FamilyList list;

    Families(FamilyList list) {
        this.list = list;
    }

    static Families ofOnePush(FamilyList list, byte[] values, long nanos) {
        return new OfOnePush(list, values, nanos);
    }

    /** @param families by name, of these very shapes; of each a copy is kept that keeps nothing else in memory */
    static Families ofSeveral(FamilyList list, List<StoredFamily> families) {
        return new OfSeveral(list, families.stream().map(StoredFamily::alone).toArray(StoredFamily[]::new));
    }

    FamilyList list() {
        return list;
    }

    int size() {
        return list.size();
    }

    /** Whether all of them came with one push. */
    abstract boolean areOfOnePush();

    /** Something that is equal to what another has if nothing of that family has changed; part of what is here anyway. */
    abstract Object version(int index);

    abstract StoredFamily get(int index, GroupLabels labels);

    /** Bytes of the values of all of them. */
    abstract long valueBytes();

    /** What they take in memory, roughly, without their shapes. */
    abstract long weight();

    private static final class OfOnePush extends Families {
        private final byte[] values;
        /** Kept apart, so that the length can be told without a look at an array that is in no cache. */
        private final int valueBytes;
        private final long pushedNanos;

        OfOnePush(FamilyList list, byte[] values, long pushedNanos) {
            super(list);
            this.values = values;
            this.valueBytes = values.length;
            this.pushedNanos = pushedNanos;
        }

        @Override
        boolean areOfOnePush() {
            return true;
        }

        @Override
        Object version(int index) {
            return this;
        }

        @Override
        StoredFamily get(int index, GroupLabels labels) {
            return new StoredFamily(labels, list().shape(index), values, PrintedValues.start(values, index, size()),
                    PrintedValues.end(values, index), pushedNanos);
        }

        @Override
        long valueBytes() {
            return valueBytes;
        }

        @Override
        long weight() {
            return list().weight() + valueBytes;
        }
    }

    private static final class OfSeveral extends Families {
        private final StoredFamily[] families;
        private final long valueBytes;

        OfSeveral(FamilyList list, StoredFamily[] families) {
            super(list);
            this.families = families;
            long bytes = 0;
            for (StoredFamily family : families) {
                bytes += family.valueBytes();
            }
            this.valueBytes = bytes;
        }

        @Override
        boolean areOfOnePush() {
            return false;
        }

        @Override
        Object version(int index) {
            return families[index];
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
        long weight() {
            return list().weight() + valueBytes + (long) Weight.FAMILY * families.length;
        }
    }
}
