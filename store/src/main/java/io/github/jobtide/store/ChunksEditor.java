package io.github.jobtide.store;

import io.github.jobtide.store.Chunks.Item;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Changes a {@link Chunks} list: each chunk is copied at most once between two calls of {@link #publish}. The committer's alone.
 *
 * <p>A replaced or removed item is found through its hint in a few nanoseconds, however long the list is; only where the hint is
 * stale, by search.
 */
@SuppressWarnings("ReferenceEquality") // an item is looked for itself, not its equal
final class ChunksEditor<T extends Item> {
    private final Comparator<? super T> order;
    private T[][] chunks = newList(0);
    /** For each chunk, whether it was copied since the last {@link #publish} and so may be written to. */
    private boolean[] fresh = new boolean[0];
    private boolean topFresh = true;
    private int size;

    ChunksEditor(Comparator<? super T> order) {
        this.order = order;
    }

    int size() {
        return size;
    }

    /** The list as it stands now. */
    Chunks<T> publish() {
        Arrays.fill(fresh, false);
        topFresh = false;
        return size == 0 ? Chunks.empty() : new Chunks<>(chunks, size);
    }

    /** Puts {@code item} in the place of {@code old}, its equal in the list's order. */
    void replace(T old, T item) {
        int chunk = chunkOf(old);
        int index = indexIn(chunks[chunk], old);
        freshen(chunk)[index] = item;
        item.chunkHint = chunk;
    }

    /** Adds {@code item}, of which there must be no equal. */
    void insert(T item) {
        size++;
        if (chunks.length == 0) {
            insertChunk(0, newChunk(item));
            item.chunkHint = 0;
            return;
        }
        int chunk = search(item);
        int index = insertionIndex(chunks[chunk], item);
        if (chunks[chunk].length == Chunks.CHUNK) {
            boolean behindAll = chunk == chunks.length - 1 && index == Chunks.CHUNK;
            int keep = behindAll ? Chunks.CHUNK : Chunks.CHUNK / 2;
            T[] full = chunks[chunk];
            insertChunk(chunk + 1, Arrays.copyOfRange(full, keep, Chunks.CHUNK));
            chunks[chunk] = keep == Chunks.CHUNK ? full : Arrays.copyOf(full, keep);
            fresh[chunk] = fresh[chunk] || keep < Chunks.CHUNK;
            if (index > keep || behindAll) {
                chunk++;
                index -= keep;
            }
        }
        put(chunk, index, item);
    }

    void remove(T item) {
        size--;
        int chunk = chunkOf(item);
        T[] old = chunks[chunk];
        if (old.length == 1) {
            removeChunk(chunk);
            return;
        }
        int index = indexIn(old, item);
        T[] smaller = Arrays.copyOf(old, old.length - 1);
        System.arraycopy(old, index + 1, smaller, index, smaller.length - index);
        freshTop();
        chunks[chunk] = smaller;
        fresh[chunk] = true;
        joinSmall(chunk);
    }

    /** Many removals must not leave a long list of tiny chunks. */
    private void joinSmall(int chunk) {
        if (chunk + 1 >= chunks.length || chunks[chunk].length + chunks[chunk + 1].length > Chunks.CHUNK / 2) {
            return;
        }
        T[] joined = Arrays.copyOf(chunks[chunk], chunks[chunk].length + chunks[chunk + 1].length);
        System.arraycopy(chunks[chunk + 1], 0, joined, chunks[chunk].length, chunks[chunk + 1].length);
        chunks[chunk] = joined;
        removeChunk(chunk + 1);
    }

    private void put(int chunk, int index, T item) {
        T[] old = chunks[chunk];
        T[] larger = Arrays.copyOf(old, old.length + 1);
        larger[index] = item;
        System.arraycopy(old, index, larger, index + 1, old.length - index);
        freshTop();
        chunks[chunk] = larger;
        fresh[chunk] = true;
        item.chunkHint = chunk;
    }

    private int chunkOf(T item) {
        int hint = item.chunkHint;
        if (hint < chunks.length && holds(chunks[hint], item)) {
            return hint;
        }
        return search(item);
    }

    private boolean holds(T[] chunk, T item) {
        for (T one : chunk) {
            if (one == item) {
                return true;
            }
        }
        return false;
    }

    private int indexIn(T[] chunk, T item) {
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == item) {
                return i;
            }
        }
        throw new IllegalStateException("not in the list: " + item);
    }

    /** The last chunk that does not begin behind {@code item}. */
    private int search(T item) {
        int low = 0;
        int high = chunks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (order.compare(chunks[middle][0], item) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int insertionIndex(T[] chunk, T item) {
        int low = 0;
        int high = chunk.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(chunk[middle], item) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private T[] freshen(int chunk) {
        if (!fresh[chunk]) {
            freshTop();
            chunks[chunk] = chunks[chunk].clone();
            fresh[chunk] = true;
        }
        return chunks[chunk];
    }

    private void freshTop() {
        if (!topFresh) {
            chunks = chunks.clone();
            topFresh = true;
        }
    }

    private void insertChunk(int at, T[] chunk) {
        T[][] more = newList(chunks.length + 1);
        System.arraycopy(chunks, 0, more, 0, at);
        more[at] = chunk;
        System.arraycopy(chunks, at, more, at + 1, chunks.length - at);
        boolean[] moreFresh = new boolean[more.length];
        System.arraycopy(fresh, 0, moreFresh, 0, at);
        moreFresh[at] = true;
        System.arraycopy(fresh, at, moreFresh, at + 1, chunks.length - at);
        chunks = more;
        fresh = moreFresh;
        topFresh = true;
    }

    private void removeChunk(int at) {
        T[][] fewer = newList(chunks.length - 1);
        System.arraycopy(chunks, 0, fewer, 0, at);
        System.arraycopy(chunks, at + 1, fewer, at, fewer.length - at);
        boolean[] fewerFresh = new boolean[fewer.length];
        System.arraycopy(fresh, 0, fewerFresh, 0, at);
        System.arraycopy(fresh, at + 1, fewerFresh, at, fewer.length - at);
        chunks = fewer;
        fresh = fewerFresh;
        topFresh = true;
    }

    @SuppressWarnings("unchecked") // T is an Item, and nothing else is put in
    private T[] newChunk(T item) {
        return (T[]) new Item[]{item};
    }

    @SuppressWarnings("unchecked") // as above
    private static <T extends Item> T[][] newList(int length) {
        return (T[][]) new Item[length][];
    }
}
