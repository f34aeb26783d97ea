package io.github.jobtide.store;

import java.util.List;

/** One group as it stands in a {@link Snapshot}; immutable. */
public final class StoredGroup {
    StoredGroup() {}

    public GroupKey key() {
        throw new IllegalStateException("to come");
    }

    /** When a push to it was last accepted, nanoseconds since the epoch; 0 for never. */
    public long pushNanos() {
        throw new IllegalStateException("to come");
    }

    /** When a push to it was last refused; 0 for never. */
    public long failureNanos() {
        throw new IllegalStateException("to come");
    }

    public boolean lastPushSuccessful() {
        throw new IllegalStateException("to come");
    }

    /** Its families by name, with {@code push_time_seconds} and {@code push_failure_time_seconds}. */
    public List<StoredFamily> families() {
        throw new IllegalStateException("to come");
    }
}
