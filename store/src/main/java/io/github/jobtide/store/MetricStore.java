package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds the groups: takes pushes and deletes, judges them, makes them durable, and shows the state after each batch.
 *
 * <p>Any number of threads may call; none is ever blocked. Each answer is given exactly once, from the committer's thread, and must
 * not block it. Answers come in the order of submission.
 */
public final class MetricStore implements AutoCloseable {
    private MetricStore() {}

    /**
     * Loads what the engine has and starts the committer.
     *
     * @param ownFamilies names and types that the gateway exports itself, which pushed families must fit
     * @throws StorageException if the engine cannot be used
     */
    public static MetricStore open(Engine engine, Map<String, MetricType> ownFamilies, StoreLimits limits,
            InstantSource clock) {
        throw new IllegalStateException("to come");
    }

    /** Takes a push. Rendering and the checks that need no other group are done here, on the caller's thread. */
    public void push(GroupKey key, PushMode mode, List<MetricFamily> families, Consumer<Outcome> answer) {
        throw new IllegalStateException("to come");
    }

    /** Removes exactly that group; an unknown one is fine. */
    public void delete(GroupKey key, Consumer<Outcome> answer) {
        throw new IllegalStateException("to come");
    }

    /** Removes every group, in one batch. */
    public void wipe(Consumer<Outcome> answer) {
        throw new IllegalStateException("to come");
    }

    /** The state after the latest batch; immutable. */
    public Snapshot snapshot() {
        throw new IllegalStateException("to come");
    }

    public StorageStatus storage() {
        throw new IllegalStateException("to come");
    }

    /** Pushes that wait for the committer. */
    public int queuedPushes() {
        throw new IllegalStateException("to come");
    }

    /** Answers what is queued, then closes the engine. */
    @Override
    public void close() {}
}
