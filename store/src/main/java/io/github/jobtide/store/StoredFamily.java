package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricFamily;

/** One family of one group, as stored; immutable. */
public final class StoredFamily {
    StoredFamily() {}

    public String name() {
        throw new IllegalStateException("to come");
    }

    /** When it was last pushed, nanoseconds since the epoch. */
    public long pushedNanos() {
        throw new IllegalStateException("to come");
    }

    /** Read back, with the grouping labels filled in; metrics in the order pushed. */
    public MetricFamily family() {
        throw new IllegalStateException("to come");
    }
}
