package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Engine;
import io.github.jobtide.store.Nanos;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.StorageStatus;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The engine "local": a log in a folder of its own, which belongs to one process at a time. Source: docs/formats/log.md, version 3.
 *
 * <p>A start reads the newest snapshot and the batches after it, sets damaged files aside, and begins a new segment with the first commit. A
 * background thread prepares segments, another writes a snapshot when history has grown, and drops history.
 */
public final class LocalEngine implements Engine {
    private static final long HANGS_NANOS = Duration.ofSeconds(10).toNanos();

    private final Disk disk;
    private final LogSizes sizes;
    private final InstantSource clock;
    private final RandomGenerator epochs = new SecureRandom();
    private final Closeable lock;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean writable = true;
    private volatile boolean committing;
    private volatile long commitBegunNanos;
    private volatile long lastSuccessNanos;
    private volatile @Nullable Parts parts;
    private long sequence;

    private LocalEngine(Disk disk, LogSizes sizes, InstantSource clock, Closeable lock) {
        this.disk = disk;
        this.sizes = sizes;
        this.clock = clock;
        this.lock = lock;
    }

    /**
     * Makes the folder if there is none, and locks it.
     *
     * @param lockWait how long to wait for another process to let go of the folder
     * @throws StorageException if the folder cannot be used, is locked, or was written by a newer version; nothing in it is touched then
     */
    public static LocalEngine open(Path folder, Duration lockWait, InstantSource clock) {
        try {
            Inventory.of(RealDisk.of(folder));
            return open(RealDisk.create(folder), LogSizes.USUAL, lockWait, clock);
        } catch (IOException e) {
            throw unusable(folder.toString(), e);
        }
    }

    static LocalEngine open(Disk disk, LogSizes sizes, Duration lockWait, InstantSource clock) throws IOException {
        Inventory.of(disk);
        return new LocalEngine(disk, sizes, clock, FolderLock.take(disk, lockWait));
    }

    @Override
    public long load(Consumer<Change> replay) {
        try {
            Start start = Start.of(disk, replay);
            SegmentSupply supply = new SegmentSupply(disk, sizes.segmentBytes());
            LogWriter writer = new LogWriter(disk, start.folder(), supply, clock, epochs);
            Snapshotter snapshotter = new Snapshotter(disk, start.folder(), sizes, clock, epochs, start.lastSequence());
            sequence = start.lastSequence();
            parts = new Parts(start, supply, writer, snapshotter);
            return sequence;
        } catch (IOException e) {
            throw unusable(disk.place(), e);
        }
    }

    @Override
    public void start(Supplier<LiveState> live) {
        Parts running = parts();
        try {
            running.supply.start();
        } catch (IOException e) {
            throw unusable(disk.place(), e);
        }
        running.snapshotter.start(live);
        if (running.start.isDamaged() || running.start.folder().isHistoryLong(sizes)) {
            requestSnapshot();
        }
    }

    @Override
    public long commit(List<Change> batch) {
        Parts running = parts();
        commitBegunNanos = System.nanoTime();
        committing = true;
        try {
            running.writer.append(batch, sequence + 1);
        } catch (StorageException e) {
            failures.incrementAndGet();
            writable = false;
            if (running.start.folder().historyBytes() > running.start.folder().snapshotBytes()) {
                requestSnapshot(); // the disk may be full, and there is history to drop
            }
            throw e;
        } finally {
            committing = false;
        }
        if (!LogWriter.onlyRemoves(batch)) {
            writable = true; // removals may have taken the spare room, which pushes do not get
        }
        lastSuccessNanos = Nanos.of(clock.instant());
        commits.incrementAndGet();
        if (running.start.folder().isHistoryLong(sizes)) {
            requestSnapshot();
        }
        return ++sequence;
    }

    @Override
    public StorageStatus status() {
        Parts running = parts();
        List<String> reports = new ArrayList<>(running.start.reports());
        running.snapshotter.trouble().ifPresent(reports::add);
        return new StorageStatus(disk.place(), true, writable && !hangs(), lastSuccessNanos, failures.get(),
                running.start.damagedPieces(), running.start.folder().bytes() + running.supply.bytes(), reports);
    }

    /** Whether the disk neither takes nor refuses what it was given. */
    private boolean hangs() {
        return committing && System.nanoTime() - commitBegunNanos > HANGS_NANOS;
    }

    /** Commits and syncs since start. */
    public SyncCount syncCount() {
        return new SyncCount(commits.get(), parts().writer.syncs());
    }

    /** Has a snapshot written in the background. */
    void requestSnapshot() {
        parts().snapshotter.request();
    }

    /** What is prepared for segments to come, the spare one included. */
    long preparedBytes() {
        return parts().supply.bytes();
    }

    /** Writes the state as a snapshot now, on this thread, and drops history; instead of {@link #start}. */
    void compact(LiveState state) throws IOException {
        Snapshotter snapshotter = parts().snapshotter;
        snapshotter.drop(snapshotter.write(state));
    }

    private Parts parts() {
        Parts running = parts;
        if (running == null) {
            throw new IllegalStateException("the log in %s was not loaded yet".formatted(disk.place()));
        }
        return running;
    }

    private static StorageException unusable(String folder, IOException cause) {
        return new StorageException(
                "the storage folder %s cannot be used: %s; see to its rights and its disk, or name another folder"
                        .formatted(folder, cause),
                cause);
    }

    @Override
    public void close() {
        Parts running = parts;
        try (lock) {
            if (running != null) {
                running.close();
            }
        } catch (IOException e) {
            throw unusable(disk.place(), e);
        }
    }

    /** What runs once the log is loaded; ends in reverse order. */
    private record Parts(Start start, SegmentSupply supply, LogWriter writer, Snapshotter snapshotter)
            implements
                Closeable {
        @Override
        public void close() throws IOException {
            try (supply; writer; snapshotter) {
                // closed from right to left
            }
        }
    }
}
