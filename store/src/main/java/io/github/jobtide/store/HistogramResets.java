package io.github.jobtide.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the totals of histograms that had to start anew, once they are durable. The committer counts, any thread may ask.
 */
final class HistogramResets {
    private final AtomicLong total = new AtomicLong();
    private long ofBatch;

    /** So many more, in the batch at hand. */
    void add(int resets) {
        ofBatch += resets;
    }

    /** The batch at hand is durable. */
    void settle() {
        if (ofBatch > 0) {
            total.addAndGet(ofBatch);
            ofBatch = 0;
        }
    }

    /** The batch at hand was taken back. */
    void forget() {
        ofBatch = 0;
    }

    long total() {
        return total.get();
    }
}
