package io.github.jobtide.gateway;

/** How many rows a page may still show. One thread. */
final class RowLimit {
    private int left;

    RowLimit(int rows) {
        this.left = rows;
    }

    /** Takes as many of the wanted rows as are left. */
    int take(int wanted) {
        int taken = Math.min(wanted, left);
        left -= taken;
        return taken;
    }
}
