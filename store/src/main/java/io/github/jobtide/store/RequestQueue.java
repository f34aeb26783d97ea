package io.github.jobtide.store;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the committer, bounded in number and in bytes. Many threads put, one takes; nobody waits for room.
 *
 * <p>Light requests go before heavy ones, of which each batch has a few or one, and each kind has room of its own: an ordinary push need not
 * wait until all heavy ones before it are done. No heavy one goes before a light one that came earlier, nor a light one before a heavy
 * one of the same group or a wipe: so the requests of a group keep their order.
 */
final class RequestQueue {
    static final int BATCH_REQUESTS = 1000;
    static final long BATCH_BYTES = 8 << 20;
    static final long LIGHT_BYTES = 64 << 10;
    private static final long HEAVY_BYTES_IN_BATCH = 512 << 10;

    private final int maxRequests;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Request> light = new ArrayDeque<>();
    private final ArrayDeque<Heavy> heavy = new ArrayDeque<>();
    private long lightOffered;
    private long lightTaken;
    /** How many of the heavy ones concern each group. */
    private final Map<GroupKey, Integer> heavyGroups = new HashMap<>();
    private int wipes;
    private long lightBytes;
    private long heavyBytes;
    private boolean closed;

    /** @param lightBefore how many light ones came before it, ever */
    private record Heavy(Request request, long lightBefore) {}

    /** @param maxBytes of light requests, and of heavy ones */
    RequestQueue(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Whether there was room: a heavy request larger than all room is let in when no other waits. */
    boolean offer(Request request) {
        lock.lock();
        try {
            boolean isHeavy = isHeavy(request);
            if (closed || waiting() >= maxRequests || isFull(isHeavy, request.weight())) {
                return false;
            }
            if (isHeavy) {
                addHeavy(request);
            } else {
                light.add(request);
                lightOffered++;
                lightBytes += request.weight();
            }
            if (waiting() == 1) {
                filled.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(boolean isHeavy, long weight) {
        return isHeavy ? !heavy.isEmpty() && heavyBytes + weight > maxBytes : lightBytes + weight > maxBytes;
    }

    private boolean isHeavy(Request request) {
        return request.weight() > LIGHT_BYTES || wipes > 0 || switch (request) {
            case Request.Push push -> heavyGroups.containsKey(push.key());
            case Request.Delete delete -> heavyGroups.containsKey(delete.key());
            case Request.Wipe _ -> true;
        };
    }

    private void addHeavy(Request request) {
        heavy.add(new Heavy(request, lightOffered));
        heavyBytes += request.weight();
        switch (request) {
            case Request.Push push -> heavyGroups.merge(push.key(), 1, Integer::sum);
            case Request.Delete delete -> heavyGroups.merge(delete.key(), 1, Integer::sum);
            case Request.Wipe _ -> wipes++;
        }
    }

    private Request pollHeavy() {
        Request request = heavy.remove().request();
        heavyBytes -= request.weight();
        switch (request) {
            case Request.Push push -> forget(push.key());
            case Request.Delete delete -> forget(delete.key());
            case Request.Wipe _ -> wipes--;
        }
        return request;
    }

    private void forget(GroupKey key) {
        heavyGroups.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }

    private int waiting() {
        return light.size() + heavy.size();
    }

    /**
     * Moves the next batch into {@code target}: light requests, up to {@value #BATCH_REQUESTS} of them or {@value #BATCH_BYTES} bytes, then a
     * few heavy ones. Waits for the first; gives up after {@code time} with an empty batch.
     *
     * @return false once the queue is closed and empty
     */
    boolean take(List<Request> target, long time, TimeUnit unit) {
        lock.lock();
        try {
            awaitFirst(unit.toNanos(time));
            long taken = 0;
            while (!light.isEmpty() && target.size() < BATCH_REQUESTS
                    && taken + light.element().weight() <= BATCH_BYTES) {
                Request request = light.remove();
                lightTaken++;
                taken += request.weight();
                target.add(request);
            }
            long heavyTaken = 0;
            while (!heavy.isEmpty() && heavy.element().lightBefore() <= lightTaken && (heavyTaken == 0
                    || heavyTaken + heavy.element().request().weight() <= HEAVY_BYTES_IN_BATCH)) {
                Request request = pollHeavy();
                heavyTaken += request.weight();
                target.add(request);
            }
            lightBytes -= taken;
            return !target.isEmpty() || !closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting();
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
        while (waiting() == 0 && !closed && left > 0) {
            try {
                left = filled.awaitNanos(left);
            } catch (InterruptedException _) {
                left--;
            }
        }
    }
}
