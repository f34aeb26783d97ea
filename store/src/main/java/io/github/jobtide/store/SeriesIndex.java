package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import org.jspecify.annotations.Nullable;

/**
 * Which groups hold which series of one family: an open hash table from the series, by the hashes that {@link SeriesHashes} makes, to their
 * groups. The committer's alone.
 */
final class SeriesIndex {
    private static final int FIRST_SLOTS = 64;
    /** What one slot takes: its hash, and its place. */
    private static final int SLOT_BYTES = 12;

    private final Escaping escaping;
    private long[] hashes = new long[FIRST_SLOTS];
    /** Null where a slot is free. */
    private @Nullable GroupPlace[] places = new GroupPlace[FIRST_SLOTS];
    private int size;

    /** @param escaping under which the series are meant */
    SeriesIndex(Escaping escaping) {
        this.escaping = escaping;
    }

    /** Memory that it takes. */
    long bytes() {
        return (long) SLOT_BYTES * hashes.length;
    }

    /** Of a group and a family in that shape, which it has begun to hold. */
    void add(GroupPlace place, Shape shape) {
        for (var hashes = hashes(place, shape); hashes.hasNext();) {
            if (2 * (size + 1) > this.hashes.length) {
                grow();
            }
            put(hashes.nextLong(), place);
            size++;
        }
    }

    /** Of a group and a family in that shape, which it holds no longer. */
    void remove(GroupPlace place, Shape shape) {
        for (var hashes = hashes(place, shape); hashes.hasNext();) {
            remove(hashes.nextLong(), place);
        }
    }

    private SeriesHashes hashes(GroupPlace place, Shape shape) {
        return new SeriesHashes(shape, place.labels().key().labels(), escaping);
    }

    /**
     * Another group than {@code own} that holds the series; null if there is none.
     *
     * @param hash of the series, as of {@link SeriesHashes}
     */
    @Nullable
    GroupPlace holder(long hash, GroupPlace own) {
        for (int slot = slot(hash);; slot = next(slot)) {
            GroupPlace place = places[slot];
            if (place == null || (hashes[slot] == hash && isOther(place, own))) {
                return place;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // a group has one place for as long as it exists
    private static boolean isOther(GroupPlace place, GroupPlace own) {
        return place != own;
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private void remove(long hash, GroupPlace place) {
        int slot = slot(hash);
        while (hashes[slot] != hash || places[slot] != place) {
            if (places[slot] == null) {
                throw new IllegalStateException("a series of " + place + " is not in the index");
            }
            slot = next(slot);
        }
        size--;
        close(slot);
    }

    /** Frees a slot, and moves what stands behind it nearer to where it is looked for. */
    private void close(int freed) {
        int free = freed;
        for (int slot = next(free); places[slot] != null; slot = next(slot)) {
            int wanted = slot(hashes[slot]);
            boolean reachable = free <= slot ? wanted > free && wanted <= slot : wanted > free || wanted <= slot;
            if (!reachable) {
                hashes[free] = hashes[slot];
                places[free] = places[slot];
                free = slot;
            }
        }
        places[free] = null;
    }

    private void put(long hash, GroupPlace place) {
        int slot = slot(hash);
        while (places[slot] != null) {
            slot = next(slot);
        }
        hashes[slot] = hash;
        places[slot] = place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        @Nullable
        GroupPlace[] oldPlaces = places;
        hashes = new long[2 * oldHashes.length];
        places = new GroupPlace[hashes.length];
        for (int i = 0; i < oldPlaces.length; i++) {
            GroupPlace place = oldPlaces[i];
            if (place != null) {
                put(oldHashes[i], place);
            }
        }
    }

    private int slot(long hash) {
        return (int) hash & (hashes.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (hashes.length - 1);
    }
}
