package io.github.jobtide.store.log;

import io.github.jobtide.store.Engine.LiveState;
import io.github.jobtide.store.Nanos;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the live state as a snapshot when asked to, one at a time, on a thread of its own, and drops the history before it only when the
 * snapshot and its name are on the disk. Any number of threads may ask.
 */
final class Snapshotter implements Closeable {
    private static final long RETRY_SECONDS = 30;

    private final Disk disk;
    private final LogFolder folder;
    private final LogSizes sizes;
    private final InstantSource clock;
    private final RandomGenerator epochs;
    /** What was there at start is in every live state, whatever number that says. */
    private final long loadedSequence;
    /** One for all snapshots: its direct memory would only be given back with the old generation of the heap, which is hardly ever collected. */
    private final FrameBuilder builder = new FrameBuilder();
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition changed = guard.newCondition();
    private boolean requested;
    private volatile boolean stopping;
    private volatile Optional<String> trouble = Optional.empty();
    private @Nullable Thread thread;

    Snapshotter(Disk disk, LogFolder folder, LogSizes sizes, InstantSource clock, RandomGenerator epochs,
            long loadedSequence) {
        this.disk = disk;
        this.folder = folder;
        this.sizes = sizes;
        this.clock = clock;
        this.epochs = epochs;
        this.loadedSequence = loadedSequence;
    }

    void start(Supplier<LiveState> live) {
        thread = Thread.ofPlatform().daemon().name("jobtide-snapshot").start(() -> run(live));
    }

    void request() {
        guard.lock();
        try {
            requested = true;
            changed.signalAll();
        } finally {
            guard.unlock();
        }
    }

    /** Why the last attempt failed, for people; empty if it did not. */
    Optional<String> trouble() {
        return trouble;
    }

    private void run(Supplier<LiveState> live) {
        try {
            while (awaitRequest()) {
                if (attempt(live)) {
                    answerRequests();
                } else {
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitRequest() throws InterruptedException {
        guard.lock();
        try {
            while (!requested && !stopping) {
                changed.await();
            }
            return !stopping;
        } finally {
            guard.unlock();
        }
    }

    /** Forgets what was asked for meanwhile: if it is still due, the next commit asks again. */
    private void answerRequests() {
        guard.lock();
        try {
            requested = false;
        } finally {
            guard.unlock();
        }
    }

    /** @return whether it need not be tried again */
    private boolean attempt(Supplier<LiveState> live) {
        Written written;
        try (LiveState state = live.get()) {
            written = write(state);
            trouble = Optional.empty();
        } catch (SnapshotStopped e) {
            trouble = Optional.empty();
            return true;
        } catch (IOException | RuntimeException e) {
            trouble = Optional.of("no snapshot could be written in %s, so history is kept: %s; tried again every %d s"
                    .formatted(disk.place(), e, RETRY_SECONDS));
            return false;
        }
        try {
            drop(written);
        } catch (IOException | RuntimeException e) {
            trouble = Optional
                    .of("files in %s that nobody needs any more cannot be removed: %s; the next start tries again"
                            .formatted(disk.place(), e));
        }
        return true;
    }

    private void pause() throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(RETRY_SECONDS);
        guard.lock();
        try {
            while (left > 0 && !stopping) {
                left = changed.awaitNanos(left);
            }
        } finally {
            guard.unlock();
        }
    }

    /** Writes that state now, on the caller's thread. What it makes superfluous stays until {@link #drop}. */
    Written write(LiveState state) throws IOException {
        long sequence = Math.max(loadedSequence, state.sequence());
        long number = folder.takeSnapshotNumber();
        FileHeader header = FileHeader.snapshot(number, epochs.nextLong(), sequence, Nanos.of(clock.instant()));
        String name = FileNames.snapshot(sequence, number);
        boolean done = false;
        try {
            long bytes = writeFile(header, state);
            disk.rename(FileNames.SNAPSHOT_BEGUN, name);
            disk.syncFolder("");
            done = true;
            return new Written(name, sequence, bytes);
        } finally {
            if (!done) {
                disk.delete(FileNames.SNAPSHOT_BEGUN);
            }
        }
    }

    /** Removes what that snapshot makes superfluous. */
    void drop(Written snapshot) throws IOException {
        folder.superseded(snapshot.name, snapshot.sequence, snapshot.bytes,
                new FileRemover(disk, sizes, () -> stopping || folder.isHistoryLong(sizes)));
    }

    private long writeFile(FileHeader header, LiveState state) throws IOException {
        try (SnapshotWriter writer = SnapshotWriter.begin(disk, header, sizes, builder)) {
            state.forEach(change -> {
                if (stopping) {
                    throw new SnapshotStopped();
                }
                writer.accept(change);
            });
            return writer.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        guard.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            guard.unlock();
        }
        Threads.join(thread);
    }

    /** A snapshot that is whole and on the disk. */
    record Written(String name, long sequence, long bytes) {}

    /** Ends a snapshot half way when the engine is closed. */
    private static final class SnapshotStopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
