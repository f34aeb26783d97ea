package io.github.jobtide.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The engine that keeps nothing: what the store holds in memory is all there is, and a restart begins empty. */
public final class MemoryEngine implements Engine {
    private final AtomicLong sequence = new AtomicLong();

    @Override
    public long load(Consumer<Change> replay) {
        return 0;
    }

    @Override
    public void start(Supplier<LiveState> live) {}

    @Override
    public long commit(List<Change> batch) {
        return sequence.incrementAndGet();
    }

    @Override
    public StorageStatus status() {
        return new StorageStatus("memory", false, true, 0, 0, 0, 0, List.of());
    }

    @Override
    public void close() {}
}
