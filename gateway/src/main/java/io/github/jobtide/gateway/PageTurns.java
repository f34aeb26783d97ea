package io.github.jobtide.gateway;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Turns for putting pages together: a bounded number of pages at a time. Any thread. */
final class PageTurns {
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
    private static final long STALLED_NANOS = Duration.ofMillis(500).toNanos();

    private final Semaphore free;
    private final boolean keptWhileStalled;
    private final Set<PacedBody> holders = ConcurrentHashMap.newKeySet();

    /** @param keptWhileStalled whether a page keeps its turn while it waits for its reader, since it holds much memory meanwhile */
    PageTurns(int count, boolean keptWhileStalled) {
        this.free = new Semaphore(count);
        this.keptWhileStalled = keptWhileStalled;
    }

    boolean areKeptWhileStalled() {
        return keptWhileStalled;
    }

    /** Waits for a turn at most so long; who has one, and a reader who takes nothing, loses it to those who wait. */
    boolean take(PacedBody page, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (!free.tryAcquire(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
            left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            longestStalled(holders).ifPresent(PacedBody::giveUp);
        }
        holders.add(page);
        return true;
    }

    void give(PacedBody page) {
        holders.remove(page);
        free.release();
    }

    /** The one whose reader has taken nothing for longest, if for a while. */
    static Optional<PacedBody> longestStalled(Set<PacedBody> pages) {
        long now = System.nanoTime();
        return pages.stream().filter(page -> page.stalledNanos(now) > STALLED_NANOS)
                .max(Comparator.comparingLong(page -> page.stalledNanos(now)));
    }
}
