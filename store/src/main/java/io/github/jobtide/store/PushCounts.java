package io.github.jobtide.store;

import java.util.concurrent.atomic.LongAdder;

/** Counts what became of accepted pushes, since the start; any thread may read. */
public final class PushCounts {
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder droppedIds = new LongAdder();
    private volatile int ids;

    /** Pushes that changed nothing, since they had been taken before. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Replays of which something was left out, since what is there is newer. */
    public long late() {
        return late.sum();
    }

    /** Ids that were forgotten before their time, since there were too many. */
    public long droppedIds() {
        return droppedIds.sum();
    }

    /** Ids that are remembered. */
    public int ids() {
        return ids;
    }

    void add(int moreDuplicates, int moreLate) {
        duplicates.add(moreDuplicates);
        late.add(moreLate);
    }

    void ids(int known, int dropped) {
        ids = known;
        droppedIds.add(dropped);
    }
}
