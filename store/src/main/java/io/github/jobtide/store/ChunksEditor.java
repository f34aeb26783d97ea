package io.github.jobtide.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes a {@link Chunks} list: each chunk and each row is copied at most once between two calls of {@link #publish}. The committer's
 * alone.
 */
final class ChunksEditor<T> {
    private final Comparator<? super T> order;
    private final List<Row<T>> rows = new ArrayList<>();
    /** Leaves whose chunk is a copy that nobody else sees yet. */
    private final List<Leaf<T>> fresh = new ArrayList<>();
    private T[][][] published = newTop(0);
    /** Whether the number of rows changed since the list was published. */
    private boolean reshaped;
    private int size;

    ChunksEditor(Comparator<? super T> order) {
        this.order = order;
    }

    int size() {
        return size;
    }

    /** The list as it stands now. */
    Chunks<T> publish() {
        T[][][] top = reshaped ? newTop(rows.size()) : published.clone();
        for (Leaf<T> leaf : fresh) {
            leaf.publish();
        }
        if (reshaped) {
            for (Row<T> row : rows) {
                top[row.index] = row.publish();
            }
        } else {
            for (Leaf<T> leaf : fresh) {
                top[leaf.row.index] = leaf.row.publish();
            }
        }
        fresh.clear();
        reshaped = false;
        published = top;
        return size == 0 ? Chunks.empty() : new Chunks<>(top, size);
    }

    /** Puts {@code item} in the place of its equal in the list's order, which must be there. */
    void replace(T item) {
        Leaf<T> leaf = leafFor(item);
        int index = indexOfEqual(leaf, item);
        if (!leaf.fresh) {
            freshen(leaf, leaf.items.clone());
        }
        leaf.items[index] = item;
    }

    /** Adds {@code item}, of which there must be no equal. */
    void insert(T item) {
        size++;
        if (rows.isEmpty()) {
            addLeaf(addRow(0), 0, newChunk(item));
            return;
        }
        Leaf<T> leaf = leafFor(item);
        int index = insertionIndex(leaf.items, item);
        if (leaf.items.length < Chunks.CHUNK) {
            freshen(leaf, with(leaf.items, index, item));
        } else {
            split(leaf, index, item);
        }
    }

    /** Takes out the equal of {@code item}, which must be there. */
    void remove(T item) {
        Leaf<T> leaf = leafFor(item);
        int index = indexOfEqual(leaf, item);
        size--;
        if (leaf.items.length == 1) {
            removeLeaf(leaf);
            return;
        }
        T[] smaller = Arrays.copyOf(leaf.items, leaf.items.length - 1);
        System.arraycopy(leaf.items, index + 1, smaller, index, smaller.length - index);
        freshen(leaf, smaller);
        joinSmall(leaf);
    }

    private boolean isBefore(T standing, T item) {
        return order.compare(standing, item) <= 0;
    }

    /** Where in a chunk a new item belongs: from 0 to the chunk's length. */
    private int insertionIndex(T[] items, T item) {
        return isBefore(items[0], item) ? 1 + Chunks.last(0, items.length - 1, at -> isBefore(items[at], item)) : 0;
    }

    /** The leaf in which {@code item} stands or belongs; there must be one. */
    private Leaf<T> leafFor(T item) {
        Row<T> row = rows.get(Chunks.last(0, rows.size() - 1, at -> isBefore(rows.get(at).first(), item)));
        return row.leaves.get(Chunks.last(0, row.leaves.size() - 1,
                at -> isBefore(row.leaves.get(at).items[0], item)));
    }

    private int indexOfEqual(Leaf<T> leaf, T item) {
        T[] items = leaf.items;
        int index = Chunks.last(0, items.length - 1, at -> isBefore(items[at], item));
        if (order.compare(items[index], item) != 0) {
            throw new IllegalStateException("not in the list: " + item);
        }
        return index;
    }

    /** A full chunk becomes two; one that only grows at its end, as when keys ascend, stays full. */
    private void split(Leaf<T> leaf, int index, T item) {
        T[] full = leaf.items;
        int keep = index == full.length && isLast(leaf) ? full.length : full.length / 2;
        if (index > keep || keep == full.length) {
            T[] upper = with(Arrays.copyOfRange(full, keep, full.length), index - keep, item);
            addLeaf(leaf.row, leaf.index + 1, upper);
            if (keep < full.length) {
                freshen(leaf, Arrays.copyOf(full, keep));
            }
        } else {
            addLeaf(leaf.row, leaf.index + 1, Arrays.copyOfRange(full, keep, full.length));
            freshen(leaf, with(Arrays.copyOf(full, keep), index, item));
        }
    }

    private boolean isLast(Leaf<T> leaf) {
        return leaf.row.index == rows.size() - 1 && leaf.index == leaf.row.leaves.size() - 1;
    }

    /** Many removals must not leave a long list of tiny chunks. */
    private void joinSmall(Leaf<T> leaf) {
        Row<T> row = leaf.row;
        if (leaf.index + 1 == row.leaves.size()) {
            return;
        }
        Leaf<T> next = row.leaves.get(leaf.index + 1);
        if (leaf.items.length + next.items.length > Chunks.CHUNK / 2) {
            return;
        }
        T[] joined = Arrays.copyOf(leaf.items, leaf.items.length + next.items.length);
        System.arraycopy(next.items, 0, joined, leaf.items.length, next.items.length);
        freshen(leaf, joined);
        removeLeaf(next);
    }

    private void freshen(Leaf<T> leaf, T[] items) {
        leaf.items = items;
        if (!leaf.fresh) {
            leaf.fresh = true;
            fresh.add(leaf);
        }
    }

    private void addLeaf(Row<T> row, int at, T[] items) {
        Leaf<T> leaf = new Leaf<>(row, items);
        leaf.fresh = true;
        fresh.add(leaf);
        row.leaves.add(at, leaf);
        row.reshape();
        if (row.leaves.size() > Chunks.ROW) {
            splitRow(row);
        }
    }

    private void splitRow(Row<T> row) {
        int keep = row.index == rows.size() - 1 ? Chunks.ROW : Chunks.ROW / 2;
        Row<T> upper = addRow(row.index + 1);
        List<Leaf<T>> moved = row.leaves.subList(keep, row.leaves.size());
        upper.leaves.addAll(moved);
        moved.clear();
        row.reshape();
        upper.reshape();
    }

    private void removeLeaf(Leaf<T> leaf) {
        Row<T> row = leaf.row;
        row.leaves.remove(leaf.index);
        leaf.removed = true;
        row.reshape();
        if (row.leaves.isEmpty()) {
            rows.remove(row.index);
        } else if (row.index + 1 < rows.size()) {
            joinSmall(row, rows.get(row.index + 1));
        }
        numberRows();
    }

    private void joinSmall(Row<T> row, Row<T> next) {
        if (row.leaves.size() + next.leaves.size() <= Chunks.ROW / 2) {
            row.leaves.addAll(next.leaves);
            row.reshape();
            rows.remove(next.index);
        }
    }

    private Row<T> addRow(int at) {
        Row<T> row = new Row<>();
        rows.add(at, row);
        numberRows();
        return row;
    }

    private void numberRows() {
        reshaped = true;
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).index = i;
        }
    }

    private static <T> T[] with(T[] items, int index, T item) {
        T[] larger = Arrays.copyOf(items, items.length + 1);
        larger[index] = item;
        System.arraycopy(items, index, larger, index + 1, items.length - index);
        return larger;
    }

    @SuppressWarnings("unchecked") // nothing but a T is put in
    private static <T> T[] newChunk(T item) {
        return (T[]) new Object[]{item};
    }

    @SuppressWarnings("unchecked") // as above
    private static <T> T[][][] newTop(int rows) {
        return (T[][][]) new Object[rows][][];
    }

    /** Some chunks in a row, and what was last published of them. */
    private static final class Row<T> {
        final List<Leaf<T>> leaves = new ArrayList<>(Chunks.ROW + 1);
        int index;
        /** Null if the number of its chunks changed since it was published. */
        private T @Nullable [][] published;
        /** Whether {@link #published} was copied since, so that it may be written to. */
        private boolean copied;

        T first() {
            return leaves.get(0).items[0];
        }

        void reshape() {
            published = null;
            for (int i = 0; i < leaves.size(); i++) {
                leaves.get(i).row = this;
                leaves.get(i).index = i;
            }
        }

        void put(int at, T[] chunk) {
            T[][] chunks = published;
            if (chunks == null) {
                return;
            }
            if (!copied) {
                chunks = chunks.clone();
                published = chunks;
                copied = true;
            }
            chunks[at] = chunk;
        }

        @SuppressWarnings("unchecked") // nothing but a T is put in
        T[][] publish() {
            T[][] chunks = published;
            if (chunks == null) {
                chunks = (T[][]) new Object[leaves.size()][];
                for (int i = 0; i < chunks.length; i++) {
                    chunks[i] = leaves.get(i).items;
                }
                published = chunks;
            }
            copied = false;
            return chunks;
        }
    }

    /** One chunk as it is being changed. */
    private static final class Leaf<T> {
        private Row<T> row;
        private int index;
        private T[] items;
        private boolean fresh;
        private boolean removed;

        private Leaf(Row<T> row, T[] items) {
            this.row = row;
            this.items = items;
        }

        private void publish() {
            fresh = false;
            if (!removed) {
                row.put(index, items);
            }
        }
    }
}
