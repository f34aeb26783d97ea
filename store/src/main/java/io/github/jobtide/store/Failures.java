package io.github.jobtide.store;

import java.util.Arrays;

/**
 * The unsuccessful runs of a group since its last successful one, by the times of the events, so that what is told late counts where it
 * belongs. Immutable. Times are nanoseconds since the epoch.
 *
 * <p>The latest {@value #MAX_TIMES} times are known one by one; of those before them only how many there are.
 */
public final class Failures {
    /** The family that shows how many they are. */
    static final String NAME = "jobtide_consecutive_failures";

    /** A group that has told of none. */
    public static final Failures NONE = new Failures(Long.MIN_VALUE, 0, new long[0]);

    static final int MAX_TIMES = 100;

    private final long resetNanos;
    private final long earlier;
    private final long[] times;

    private Failures(long resetNanos, long earlier, long[] times) {
        this.resetNanos = resetNanos;
        this.earlier = earlier;
        this.times = times;
    }

    /**
     * @param resetNanos time of the last success; the lowest number if there was none
     * @param earlier how many failures there were before those
     * @param times of failures since then, ascending; not written to afterwards
     */
    public static Failures of(long resetNanos, long earlier, long[] times) {
        return new Failures(resetNanos, earlier, times);
    }

    public long resetNanos() {
        return resetNanos;
    }

    public long earlier() {
        return earlier;
    }

    /** A copy. */
    public long[] times() {
        return times.clone();
    }

    public long count() {
        return earlier + times.length;
    }

    /** Bytes that the times take. */
    int bytes() {
        return times.length * Long.BYTES;
    }

    Failures after(boolean failure, long nanos, boolean late) {
        return failure ? failed(nanos, late) : succeeded(nanos, late);
    }

    /** After a failure. One that is told late counts only if it came after the last success; any other counts, whatever its clock said. */
    Failures failed(long nanos, boolean late) {
        if (late && nanos <= resetNanos) {
            return this;
        }
        long time = Math.max(nanos, resetNanos == Long.MAX_VALUE ? resetNanos : resetNanos + 1);
        if (earlier > 0 && time < times[0]) {
            return new Failures(resetNanos, earlier + 1, times);
        }
        int before = 0;
        while (before < times.length && times[before] <= time) {
            before++;
        }
        long[] next = new long[times.length + 1];
        System.arraycopy(times, 0, next, 0, before);
        next[before] = time;
        System.arraycopy(times, before, next, before + 1, times.length - before);
        return new Failures(resetNanos, earlier, next).folded(MAX_TIMES);
    }

    /** As many, of which no more than so many are known by their times, but the latest in any case. */
    Failures folded(int most) {
        int tooMany = times.length - Math.max(1, most);
        return tooMany <= 0
                ? this
                : new Failures(resetNanos, earlier + tooMany, Arrays.copyOfRange(times, tooMany, times.length));
    }

    /** After a success. One that is told late leaves the failures that came after it; any other leaves none. */
    Failures succeeded(long nanos, boolean late) {
        if (!late) {
            return new Failures(nanos, 0, new long[0]);
        }
        if (nanos <= resetNanos) {
            return this;
        }
        int over = 0;
        while (over < times.length && times[over] <= nanos) {
            over++;
        }
        return new Failures(nanos, over == 0 ? earlier : 0, Arrays.copyOfRange(times, over, times.length));
    }
}
