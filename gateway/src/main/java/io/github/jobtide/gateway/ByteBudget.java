package io.github.jobtide.gateway;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of bodies that the gateway holds at one time, all requests together. Any thread may take and give.
 *
 * <p>Large bodies may take {@value #LARGE_EIGHTHS} eighths of it: however many of them wait, an ordinary push finds room.
 */
final class ByteBudget {
    private static final int LARGE_BYTES = 64 * 1024;
    private static final int LARGE_EIGHTHS = 6;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long limit) {
        this.limit = limit;
    }

    /**
     * Takes that many bytes, or none.
     *
     * @param held what the same request holds of it already
     */
    boolean tryTake(long bytes, long held) {
        long bound = held + bytes <= LARGE_BYTES ? limit : limit / 8 * LARGE_EIGHTHS;
        if (taken.addAndGet(bytes) <= bound) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Whether little is left, so that those who make no use of what they hold should give it back. */
    boolean isTight() {
        return taken.get() > limit / 8 * (LARGE_EIGHTHS - 1);
    }

    long taken() {
        return taken.get();
    }

    long limit() {
        return limit;
    }
}
