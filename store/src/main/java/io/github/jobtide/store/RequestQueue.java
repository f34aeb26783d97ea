package io.github.jobtide.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
 *
 * <p>A push that adds is worked on with what the group holds, and what those before it bring is not seen in its weight yet: that counts as
 * its effort, too, by which it is light or heavy, and by which a batch is full.
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
    private final ArrayDeque<Waiting> light = new ArrayDeque<>();
    private final ArrayDeque<Waiting> heavy = new ArrayDeque<>();
    private long lightOffered;
    private long lightTaken;
    /** How many of the heavy ones concern each group. */
    private final Map<GroupKey, Integer> heavyGroups = new HashMap<>();
    /** Of each group that pushes wait for, or are worked on for, what they come to. */
    private final Map<GroupKey, Load> loads = new HashMap<>();
    private final List<Waiting> atWork = new ArrayList<>();
    private int wipes;
    private long lightBytes;
    private long heavyBytes;
    private boolean closed;

    /**
     * @param effort bytes that it costs, with what those before it bring
     * @param lightBefore how many light ones came before it, ever
     */
    private record Waiting(Request request, long effort, long lightBefore) {}

    /**
     * @param brings bytes by which the group may grow
     * @param effort of those that add
     */
    private record Load(long brings, long effort) {
        static final Load NONE = new Load(0, 0);
    }

    /** @param maxBytes of light requests, and of heavy ones */
    RequestQueue(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Whether there was room: a heavy request larger than all room is let in when no other waits. */
    boolean offer(Request request) {
        lock.lock();
        try {
            long effort = effort(request);
            boolean isHeavy = isHeavy(request, effort);
            if (closed || waiting() >= maxRequests || isFull(isHeavy, request.weight())) {
                return false;
            }
            Waiting waiting = new Waiting(request, effort, lightOffered);
            if (isHeavy) {
                addHeavy(waiting);
            } else {
                light.add(waiting);
                lightOffered++;
                lightBytes += request.weight();
            }
            change(waiting, 1);
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

    private long effort(Request request) {
        return request instanceof Request.Push push && push.mode().adds()
                ? push.weight() + loads.getOrDefault(push.key(), Load.NONE).brings()
                : request.weight();
    }

    private boolean isHeavy(Request request, long effort) {
        return effort > LIGHT_BYTES || wipes > 0 || switch (request) {
            case Request.Push push -> heavyGroups.containsKey(push.key()) || (push.mode().adds()
                    && loads.getOrDefault(push.key(), Load.NONE).effort() + effort > LIGHT_BYTES);
            case Request.Delete delete -> heavyGroups.containsKey(delete.key());
            case Request.Wipe _ -> true;
        };
    }

    /** @param sign 1 when it comes, -1 when its work is done */
    private void change(Waiting waiting, int sign) {
        if (waiting.request() instanceof Request.Push push) {
            long effort = push.mode().adds() ? waiting.effort() : 0;
            loads.compute(push.key(), (_, load) -> {
                Load before = load == null ? Load.NONE : load;
                Load after = new Load(before.brings() + sign * push.brings(), before.effort() + sign * effort);
                return after.equals(Load.NONE) ? null : after;
            });
        }
    }

    private void addHeavy(Waiting waiting) {
        heavy.add(waiting);
        heavyBytes += waiting.request().weight();
        switch (waiting.request()) {
            case Request.Push push -> heavyGroups.merge(push.key(), 1, Integer::sum);
            case Request.Delete delete -> heavyGroups.merge(delete.key(), 1, Integer::sum);
            case Request.Wipe _ -> wipes++;
        }
    }

    private Waiting pollHeavy() {
        Waiting waiting = heavy.remove();
        heavyBytes -= waiting.request().weight();
        switch (waiting.request()) {
            case Request.Push push -> forget(push.key());
            case Request.Delete delete -> forget(delete.key());
            case Request.Wipe _ -> wipes--;
        }
        return waiting;
    }

    private void forget(GroupKey key) {
        heavyGroups.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }

    private int waiting() {
        return light.size() + heavy.size();
    }

    /**
     * Moves the next batch into {@code target}: light requests, up to {@value #BATCH_REQUESTS} of them or {@value #BATCH_BYTES} bytes, then a
     * few heavy ones. Waits for the first; gives up after {@code time} with an empty batch. The batch before it is done.
     *
     * @return false once the queue is closed and empty
     */
    boolean take(List<Request> target, long time, TimeUnit unit) {
        lock.lock();
        try {
            atWork.forEach(done -> change(done, -1));
            atWork.clear();
            awaitFirst(unit.toNanos(time));
            takeLight();
            takeHeavy();
            atWork.forEach(taken -> target.add(taken.request()));
            return !target.isEmpty() || !closed;
        } finally {
            lock.unlock();
        }
    }

    private void takeLight() {
        long taken = 0;
        while (!light.isEmpty() && atWork.size() < BATCH_REQUESTS && taken + light.element().effort() <= BATCH_BYTES) {
            Waiting waiting = light.remove();
            lightTaken++;
            lightBytes -= waiting.request().weight();
            taken += waiting.effort();
            atWork.add(waiting);
        }
    }

    private void takeHeavy() {
        long taken = 0;
        while (!heavy.isEmpty() && heavy.element().lightBefore() <= lightTaken
                && (taken == 0 || taken + heavy.element().effort() <= HEAVY_BYTES_IN_BATCH)) {
            Waiting waiting = pollHeavy();
            taken += waiting.effort();
            atWork.add(waiting);
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
