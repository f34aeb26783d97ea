package io.github.jobtide.store.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Has the next segment prepared before it is needed, and a spare one for deletes on a full disk. A thread of its own fills files with zeros, so
 * that a commit's sync has no more to do than its own bytes; when the disk is full it tries again every second.
 */
final class SegmentSupply implements Closeable {
    /** As much as is synced at once while nobody waits for the file, so that no commit's sync waits behind more. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(256 << 10).asReadOnlyBuffer();
    private static final long RETRY_SECONDS = 1;

    private final Disk disk;
    private final int segmentBytes;
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition changed = guard.newCondition();
    private final Deque<String> leftovers = new ArrayDeque<>();
    private volatile @Nullable Blank next;
    private volatile @Nullable Blank spare;
    private long lastNumber;
    private boolean making;
    /** How many wait for what is being made, or make it themselves. */
    private final AtomicInteger awaited = new AtomicInteger();
    private boolean stopping;
    private @Nullable Thread thread;

    SegmentSupply(Disk disk, int segmentBytes) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
    }

    /** Takes over what an earlier process prepared, and begins to prepare. */
    void start() throws IOException {
        disk.list("").stream().filter(FileNames::isBlank).forEach(leftovers::add);
        lastNumber = leftovers.stream().mapToLong(FileNames::blankNumber).max().orElse(0);
        making = true; // so that whoever comes first waits for what can be taken over
        thread = Thread.ofPlatform().daemon().name("jobtide-segments").start(this::prepare);
    }

    /**
     * Hands out a blank file for at least that many bytes, which is then the caller's. Waits for one that is being made.
     *
     * @param mayUseSpare whether the spare one will do if no other can be had
     * @throws IOException if there is none and none can be made
     */
    Blank take(long bytes, boolean mayUseSpare) throws IOException {
        guard.lock();
        awaited.incrementAndGet();
        try {
            while (making && (next == null || bytes > segmentBytes)) {
                changed.awaitUninterruptibly();
            }
            Blank ready = next;
            if (bytes > segmentBytes || ready == null) {
                return makeOrSpare(bytes, mayUseSpare);
            }
            next = null;
            changed.signalAll();
            return ready;
        } finally {
            awaited.decrementAndGet();
            guard.unlock();
        }
    }

    private Blank makeOrSpare(long bytes, boolean mayUseSpare) throws IOException {
        try {
            return make(Math.max(bytes, segmentBytes));
        } catch (IOException e) {
            Blank last = spare;
            if (!mayUseSpare || last == null || bytes > last.bytes()) {
                throw e;
            }
            spare = null;
            return last.asSpare();
        }
    }

    /** What the prepared files take on disk. Takes no lock: a disk that stands still must not hold up whoever asks. */
    long bytes() {
        Blank prepared = next;
        Blank kept = spare;
        return (prepared == null ? 0 : prepared.bytes()) + (kept == null ? 0 : kept.bytes());
    }

    /** The thread's work: the spare one first, for without it nobody could delete. */
    private void prepare() {
        guard.lock();
        try {
            while (!stopping) {
                if (next != null && spare != null) {
                    dropLeftovers();
                    changed.await();
                } else if (!prepareOne()) {
                    changed.await(RETRY_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guard.unlock();
        }
    }

    /** Makes one without holding others up. @return false if the disk refuses */
    private boolean prepareOne() {
        making = true;
        guard.unlock();
        Blank made = null;
        try {
            made = adoptOrMake();
        } catch (IOException e) {
            // Nobody needs it yet; whoever does is told why there is none.
        } finally {
            guard.lock();
            making = false;
            changed.signalAll();
        }
        if (spare == null) {
            spare = made;
        } else {
            next = made;
        }
        return made != null;
    }

    /** What an earlier process prepared is taken if it is all zeros: a full disk could not give it again. */
    private Blank adoptOrMake() throws IOException {
        for (String name = leftovers.poll(); name != null; name = leftovers.poll()) {
            DiskFile file = disk.open(name, true);
            if (file.size() == segmentBytes && new Window(file, segmentBytes).isZero(0, segmentBytes)) {
                file.force();
                return new Blank(name, file, segmentBytes, false);
            }
            discard(file, name);
        }
        return make(segmentBytes);
    }

    private Blank make(long bytes) throws IOException {
        String name = FileNames.blank(++lastNumber);
        DiskFile file = disk.create(name);
        try {
            for (long at = 0; at < bytes; at += ZEROS.capacity()) {
                file.write(ZEROS.slice(0, (int) Math.min(ZEROS.capacity(), bytes - at)), at);
                if (awaited.get() == 0) {
                    file.force();
                }
            }
            file.force();
            return new Blank(name, file, bytes, false);
        } catch (IOException e) {
            discard(file, name);
            throw e;
        }
    }

    private void dropLeftovers() {
        for (String name = leftovers.poll(); name != null; name = leftovers.poll()) {
            try {
                disk.delete(name);
            } catch (IOException e) {
                // The next start tries again.
            }
        }
    }

    /** Drops a blank that turned out to be of no use, as far as that can be done. */
    void discard(Blank blank) {
        discard(blank.file(), blank.name());
    }

    private void discard(DiskFile file, String name) {
        try (file) {
            disk.delete(name);
        } catch (IOException e) {
            // It lies there without harm; the next start finds it.
        }
    }

    /** Ends the thread; the prepared files stay for the next start. */
    @Override
    public void close() throws IOException {
        guard.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            guard.unlock();
        }
        Threads.join(thread);
        for (Blank prepared : new @Nullable Blank[]{next, spare}) {
            if (prepared != null) {
                prepared.close();
            }
        }
    }
}
