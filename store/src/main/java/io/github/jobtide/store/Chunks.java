package io.github.jobtide.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A sorted list in chunks of at most {@value #CHUNK} items, which stand in rows of at most {@value #ROW} chunks; immutable, and shares
 * with its predecessor all chunks and rows that did not change. A {@link ChunksEditor} makes it.
 *
 * <p>So a change copies one chunk, one row, and one reference for each {@code CHUNK * ROW} items, however long the list is.
 */
final class Chunks<T> implements Iterable<T> {
    static final int CHUNK = 128;
    static final int ROW = 64;

    private static final Chunks<?> EMPTY = new Chunks<>(new Object[0][][], 0);

    private final T[][][] rows;
    private final int size;

    /** @param rows without an empty row or chunk; not to be written to afterwards */
    Chunks(T[][][] rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // holds nothing
    static <T> Chunks<T> empty() {
        return (Chunks<T>) EMPTY;
    }

    int size() {
        return size;
    }

    /** The item that {@code order} calls equal to {@code wanted}. */
    <K> @Nullable T find(K wanted, Order<T, K> order) {
        if (rows.length == 0) {
            return null;
        }
        int row = last(0, rows.length - 1, at -> order.compare(rows[at][0][0], wanted) <= 0);
        T[][] chunks = rows[row];
        int chunk = last(0, chunks.length - 1, at -> order.compare(chunks[at][0], wanted) <= 0);
        T[] items = chunks[chunk];
        T item = items[last(0, items.length - 1, at -> order.compare(items[at], wanted) <= 0)];
        return order.compare(item, wanted) == 0 ? item : null;
    }

    /** The last place from {@code low} to {@code high} that does not stand behind what is looked for; {@code low} if all do. */
    static int last(int low, int high, NotBehind notBehind) {
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (notBehind.at(middle)) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }

    /** Whether what stands at a place does not stand behind what is looked for. */
    interface NotBehind {
        boolean at(int place);
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private int row;
            private int chunk;
            private int index;

            @Override
            public boolean hasNext() {
                return row < rows.length;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                T[] items = rows[row][chunk];
                T item = items[index++];
                if (index == items.length) {
                    index = 0;
                    nextChunk();
                }
                return item;
            }

            private void nextChunk() {
                if (++chunk == rows[row].length) {
                    chunk = 0;
                    row++;
                }
            }
        };
    }

    /** All chunks in turn. */
    void forEachChunk(ChunkTarget<T> target) {
        for (T[][] row : rows) {
            for (T[] chunk : row) {
                target.accept(chunk, Arrays.asList(chunk));
            }
        }
    }

    /** Takes chunks. */
    interface ChunkTarget<T> {
        /** @param chunk is the same object in all lists in which it is unchanged */
        void accept(Object chunk, List<T> items);
    }

    /** Orders items against what is looked for. */
    interface Order<T, K> {
        int compare(T item, K wanted);
    }
}
