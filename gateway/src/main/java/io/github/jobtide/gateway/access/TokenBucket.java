package io.github.jobtide.gateway.access;

import java.time.Duration;

/** Lets through one request an interval, and after a pause as many at once as the burst says. Any thread. */
final class TokenBucket {
    private final long intervalNanos;
    private final long burst;
    private long tokens;
    /** Up to when tokens have been given. */
    private long givenNanos;

    TokenBucket(Duration interval, int burst, long nowNanos) {
        this.intervalNanos = interval.toNanos();
        this.burst = burst;
        this.tokens = burst;
        this.givenNanos = nowNanos;
    }

    synchronized boolean tryTake(long nowNanos) {
        long due = Math.max(0, nowNanos - givenNanos) / intervalNanos;
        givenNanos = due < burst - tokens ? givenNanos + due * intervalNanos : nowNanos;
        tokens = Math.min(burst, tokens + due);
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    /** What was taken last was not needed. */
    synchronized void giveBack() {
        tokens = Math.min(burst, tokens + 1);
    }
}
