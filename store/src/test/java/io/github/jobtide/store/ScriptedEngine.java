package io.github.jobtide.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine in memory that remembers what it was given, refuses what the test says, and waits where the test says. */
final class ScriptedEngine implements Engine {
    final List<Change> stored = new ArrayList<>();
    /** Batches that are refused. */
    volatile Predicate<List<Change>> refuses = _ -> false;
    /** If set, each commit waits for it. */
    volatile @Nullable CountDownLatch gate;
    final AtomicInteger commits = new AtomicInteger();
    @Nullable
    Supplier<LiveState> live;

    @Override
    public long load(Consumer<Change> replay) {
        stored.forEach(replay);
        return commits.get();
    }

    @Override
    public void start(Supplier<LiveState> state) {
        live = state;
    }

    @Override
    public long commit(List<Change> batch) {
        CountDownLatch latch = gate;
        try {
            if (latch != null && !latch.await(60, TimeUnit.SECONDS)) {
                throw new StorageException("the test never opened the gate");
            }
        } catch (InterruptedException e) {
            throw new StorageException("interrupted", e);
        }
        if (refuses.test(batch)) {
            throw new StorageException("the disk is full");
        }
        stored.addAll(batch);
        return commits.incrementAndGet();
    }

    @Override
    public StorageStatus status() {
        return new StorageStatus("test", true, true, 0, 0, 0, 0, List.of());
    }

    @Override
    public void close() {}
}
