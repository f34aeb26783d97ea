package io.github.jobtide.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A sorted list in chunks of at most {@value #CHUNK} items; immutable, and shares with its predecessor all chunks that did not change.
 * A {@link ChunksEditor} makes it.
 */
final class Chunks<T extends Chunks.Item> implements Iterable<T> {
    static final int CHUNK = 128;

    private static final Chunks<?> EMPTY = new Chunks<>(new Item[0][], 0);

    private final T[][] chunks;
    private final int size;

    Chunks(T[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // holds nothing
    static <T extends Item> Chunks<T> empty() {
        return (Chunks<T>) EMPTY;
    }

    int size() {
        return size;
    }

    /** The item that {@code order} calls equal to {@code wanted}. */
    <K> @Nullable T find(K wanted, Order<T, K> order) {
        int low = 0;
        int high = chunks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (order.compare(chunks[middle][0], wanted) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return chunks.length == 0 ? null : findIn(chunks[low], wanted, order);
    }

    private <K> @Nullable T findIn(T[] chunk, K wanted, Order<T, K> order) {
        int low = 0;
        int high = chunk.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            T item = chunk[middle];
            int comparison = order.compare(item, wanted);
            if (comparison == 0) {
                return item;
            }
            if (comparison < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private int chunk;
            private int index;

            @Override
            public boolean hasNext() {
                return chunk < chunks.length;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                T item = chunks[chunk][index++];
                if (index == chunks[chunk].length) {
                    chunk++;
                    index = 0;
                }
                return item;
            }
        };
    }

    /** Orders items against what is looked for. */
    interface Order<T, K> {
        int compare(T item, K wanted);
    }

    /** An item of a list, which remembers near which chunk it stands. */
    abstract static class Item {
        /** Only a hint; touched by the committer alone. */
        int chunkHint;
    }

    /** The order of the groups on a page. */
    static final Comparator<GroupItem> PAGE_ORDER = (a, b) -> GroupLabels.compare(a.labels(), b.labels());

    /** An item that belongs to a group. */
    abstract static class GroupItem extends Item {
        abstract GroupLabels labels();
    }
}
