package io.github.jobtide.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the state of groups, and publishes it as a {@link GroupTable}: a change copies one page and one row, each at most once
 * between two calls of {@link #publish}, however many groups there are. The committer's alone.
 *
 * <p>A place that left keeps its number until the next table is published: a batch that is taken back may put it there again, and
 * readers of the table before it still ask for it.
 */
@SuppressWarnings("ReferenceEquality") // a place that came later may have the number of one that is gone
final class GroupTableEditor {
    private StoredGroup[][][] rows = new StoredGroup[0][][];
    private boolean topCopied = true;
    private final BitSet copiedRows = new BitSet();
    private final BitSet copiedPages = new BitSet();
    private final Set<GroupPlace> left = new HashSet<>();
    private int[] free = new int[GroupTable.PAGE];
    private int freeCount;
    private int end;

    /** The state of a group as it is now; its place must be in use. */
    StoredGroup get(GroupPlace place) {
        return GroupTable.get(rows, place.number());
    }

    /** The state of the group whose place that was when somebody looked; null if it is gone. */
    @Nullable
    StoredGroup find(GroupPlace seen) {
        StoredGroup group = GroupTable.get(rows, seen.number());
        return group != null && group.place() == seen ? group : null;
    }

    /** Puts a group in its place, which is new or in use. */
    void set(StoredGroup group) {
        GroupPlace place = group.place();
        if (!place.hasNumber()) {
            place.number(freeCount > 0 ? free[--freeCount] : end++);
        }
        write(place.number(), group);
    }

    /** The group is gone; its place may only come back before the next {@link #publish}. */
    void remove(GroupPlace place) {
        write(place.number(), null);
        left.add(place);
    }

    /** What readers see from now on. */
    GroupTable publish() {
        for (GroupPlace place : left) {
            if (GroupTable.get(rows, place.number()) == null) {
                release(place.number());
            }
        }
        left.clear();
        topCopied = false;
        copiedRows.clear();
        copiedPages.clear();
        return new GroupTable(rows);
    }

    private void release(int number) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * free.length);
        }
        free[freeCount++] = number;
    }

    private void write(int number, @Nullable StoredGroup group) {
        int page = number >>> GroupTable.PAGE_BITS;
        int row = page >>> GroupTable.ROW_BITS;
        if (!copiedPages.get(page)) {
            copyPage(row, page);
        }
        rows[row][page & (GroupTable.ROW - 1)][number & (GroupTable.PAGE - 1)] = group;
    }

    private void copyPage(int row, int page) {
        if (!copiedRows.get(row)) {
            copyRow(row);
        }
        StoredGroup[][] pages = rows[row];
        int at = page & (GroupTable.ROW - 1);
        pages[at] = pages[at] == null ? new StoredGroup[GroupTable.PAGE] : pages[at].clone();
        copiedPages.set(page);
    }

    private void copyRow(int row) {
        if (!topCopied || row >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(rows.length, row + 1));
            topCopied = true;
        }
        rows[row] = rows[row] == null ? new StoredGroup[GroupTable.ROW][] : rows[row].clone();
        copiedRows.set(row);
    }
}
