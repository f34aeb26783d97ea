package io.github.jobtide.store;

/**
 * The state of each group, by the number of its {@link GroupPlace}, after one batch; immutable, and shares with its predecessor all
 * pages and rows that did not change. A {@link GroupTableEditor} makes it.
 */
final class GroupTable {
    /** A push to one of many groups copies one page and one row, and of these the page lives on: so it is the smaller. */
    static final int PAGE_BITS = 4;
    static final int ROW_BITS = 5;
    static final int PAGE = 1 << PAGE_BITS;
    static final int ROW = 1 << ROW_BITS;

    /** Rows of pages of groups; none where there is no group. */
    private final StoredGroup[][][] rows;

    /** @param rows not to be written to afterwards */
    GroupTable(StoredGroup[][][] rows) {
        this.rows = rows;
    }

    /** The state of a group of the same snapshot. */
    StoredGroup get(GroupPlace place) {
        return get(rows, place.number());
    }

    static StoredGroup get(StoredGroup[][][] rows, int number) {
        return rows[number >>> (PAGE_BITS + ROW_BITS)][(number >>> PAGE_BITS) & (ROW - 1)][number & (PAGE - 1)];
    }
}
