package io.github.jobtide.store;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the committer, bounded in number and in bytes. Many threads put, one takes; nobody waits for room. */
final class RequestQueue {
    static final int BATCH_REQUESTS = 1000;
    static final long BATCH_BYTES = 8 << 20;

    private final int maxRequests;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    RequestQueue(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Whether there was room: a request larger than all room is let in when nothing else waits. */
    boolean offer(Request request) {
        lock.lock();
        try {
            boolean full = waiting.size() >= maxRequests || (!waiting.isEmpty() && bytes + request.weight() > maxBytes);
            if (closed || full) {
                return false;
            }
            bytes += request.weight();
            waiting.add(request);
            if (waiting.size() == 1) {
                filled.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves the next batch into {@code target}: what waits, up to {@value #BATCH_REQUESTS} requests or {@value #BATCH_BYTES} bytes.
     * Waits for the first; gives up after {@code time} with an empty batch.
     *
     * @return false once the queue is closed and empty
     */
    boolean take(List<Request> target, long time, TimeUnit unit) {
        lock.lock();
        try {
            awaitFirst(unit.toNanos(time));
            long taken = 0;
            while (!waiting.isEmpty() && target.size() < BATCH_REQUESTS
                    && (taken == 0 || taken + waiting.peek().weight() <= BATCH_BYTES)) {
                Request request = waiting.poll();
                taken += request.weight();
                target.add(request);
            }
            bytes -= taken;
            return !target.isEmpty() || !closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The committer ends by {@link #close} alone, so an interrupt is no reason to. */
    private void awaitFirst(long nanos) {
        long left = nanos;
        while (waiting.isEmpty() && !closed && left > 0) {
            try {
                left = filled.awaitNanos(left);
            } catch (InterruptedException _) {
                left--;
            }
        }
    }
}
