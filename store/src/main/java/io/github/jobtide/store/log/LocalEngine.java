package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Engine;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.StorageStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The engine "local": a log in a folder of its own, which belongs to one process at a time. */
public final class LocalEngine implements Engine {
    private LocalEngine() {}

    /**
     * Makes the folder if there is none, and locks it.
     *
     * @param lockWait how long to wait for another process to let go of the folder
     * @throws StorageException if the folder cannot be used, is locked, or was written by a newer version; nothing in it is touched then
     */
    public static LocalEngine open(Path folder, Duration lockWait, InstantSource clock) {
        throw new StorageException("to come");
    }

    @Override
    public void load(Consumer<Change> replay) {
        throw new StorageException("to come");
    }

    @Override
    public void start(Supplier<LiveState> live) {
        throw new StorageException("to come");
    }

    @Override
    public long commit(List<Change> batch) {
        throw new StorageException("to come");
    }

    @Override
    public StorageStatus status() {
        throw new StorageException("to come");
    }

    /** Commits and syncs since start. */
    public SyncCount syncCount() {
        throw new StorageException("to come");
    }

    @Override
    public void close() {}
}
