package io.github.jobtide.store;

import java.util.Arrays;

/**
 * Which batches are being read: a batch counts from when a {@link Snapshot} of it is opened until it is closed. What belongs to none of
 * them may be written over. To be used under one lock.
 */
final class Readers {
    /** Ascending, since only the latest batch is ever opened. */
    private long[] batches = new long[4];
    private int[] counts = new int[4];
    private int size;

    /** @param batch the latest one */
    void enter(long batch) {
        if (size > 0 && batches[size - 1] == batch) {
            counts[size - 1]++;
            return;
        }
        if (size == batches.length) {
            batches = Arrays.copyOf(batches, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        batches[size] = batch;
        counts[size++] = 1;
    }

    void leave(long batch) {
        int at = Arrays.binarySearch(batches, 0, size, batch);
        if (at < 0) {
            throw new IllegalStateException("nobody reads batch " + batch);
        }
        if (--counts[at] == 0) {
            size--;
            System.arraycopy(batches, at + 1, batches, at, size - at);
            System.arraycopy(counts, at + 1, counts, at, size - at);
        }
    }

    /** Whether anybody reads that batch or one that came later. */
    boolean isAnyFrom(long batch) {
        return size > 0 && batches[size - 1] >= batch;
    }

    /** Whether anybody reads a batch from the one on and before the other. */
    boolean isAnyBetween(long from, long before) {
        for (int i = 0; i < size; i++) {
            if (batches[i] >= from) {
                return batches[i] < before;
            }
        }
        return false;
    }

    /** Whether anybody reads a batch before that one. */
    boolean isAnyBefore(long batch) {
        return size > 0 && batches[0] < batch;
    }
}
