package io.github.jobtide.store;

/** What groups hold after one batch, for as long as a {@link Snapshot} of it is open. */
final class OpenGroups {
    private final long batch;
    private volatile boolean closed;

    OpenGroups(long batch) {
        this.batch = batch;
    }

    long batch() {
        return batch;
    }

    /** @throws IllegalStateException if the snapshot has been closed: what groups held then may have been written over */
    StoredGroup get(GroupPlace place) {
        if (closed) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return place.asOf(batch);
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
