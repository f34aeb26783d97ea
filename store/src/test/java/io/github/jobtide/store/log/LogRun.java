package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.EngineState;
import io.github.jobtide.store.Failures;
import io.github.jobtide.store.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** An engine at work, and beside it what its content should be. For one thread. */
final class LogRun implements AutoCloseable {
    /** So small that a short run has many segments and snapshots. */
    static final LogSizes SMALL = new LogSizes(4096, 12_000, 700, 2048, 1L << 40, 1024, 1L << 40);

    private final Disk disk;
    private final LogSizes sizes;
    private final EngineState state = new EngineState();
    private LocalEngine engine;

    LogRun(Disk disk) {
        this(disk, SMALL);
    }

    LogRun(Disk disk, LogSizes sizes) {
        this.disk = disk;
        this.sizes = sizes;
        this.engine = start();
    }

    private LocalEngine start() {
        try {
            LocalEngine opened = LocalEngine.open(disk, sizes, Duration.ZERO, InstantSource.system());
            state.clear();
            opened.load(state);
            opened.start(state::copy);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalEngine engine() {
        return engine;
    }

    /** What should be there. After a restart: what was there. */
    List<String> lines() {
        return state.lines();
    }

    void commit(List<Change> batch) {
        state.committed(engine.commit(batch), batch);
    }

    /** @return whether that went well */
    boolean tryToCommit(List<Change> batch) {
        try {
            commit(batch);
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    void restart() {
        engine.close();
        engine = start();
    }

    /** Waits until that many snapshots have been written since the folder was made. */
    void awaitSnapshots(long count) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (newestSnapshot() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no snapshot was written: " + engine.status().reports());
            }
            Thread.onSpinWait();
        }
    }

    private long newestSnapshot() {
        try {
            return disk.list("").stream().mapToLong(name -> FileNames.snapshotNumber(name).orElse(0L)).max().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a start would find on that disk; reads only. */
    static List<String> linesOn(Disk disk) {
        EngineState found = new EngineState();
        try {
            Replay.of(disk, Inventory.of(disk), found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.lines();
    }

    static List<Change> randomBatch(RandomGenerator random) {
        List<Change> batch = new ArrayList<>();
        for (int count = random.nextInt(5); count >= 0; count--) {
            batch.add(randomChange(random));
        }
        return batch;
    }

    private static Change randomChange(RandomGenerator random) {
        String job = "job" + random.nextInt(8);
        String family = "family" + random.nextInt(4);
        return switch (random.nextInt(12)) {
            case 0 -> new Change.GroupDeleted(EngineState.key(job));
            case 1 -> new Change.FamilyRemoved(EngineState.key(job), family);
            case 2, 3 -> new Change.GroupTimes(EngineState.key(job), random.nextLong(1, 1000), random.nextLong(1000));
            case 4 -> EngineState.remembered(random.nextInt(1000), random.nextLong(1000));
            case 5 -> new Change.FailuresKept(EngineState.key(job), Failures.of(random.nextLong(1000),
                    random.nextInt(3), random.longs(random.nextInt(9), 0, 1000).sorted().toArray()));
            default -> EngineState.stored(job, family,
                    "%d ".formatted(random.nextInt(1_000_000)).repeat(random.nextInt(1, 120)));
        };
    }

    @Override
    public void close() {
        engine.close();
    }
}
