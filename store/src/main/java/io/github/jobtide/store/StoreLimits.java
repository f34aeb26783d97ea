package io.github.jobtide.store;

/**
 * What the store holds at the most; a push beyond is refused with a message that names the limit.
 *
 * @param maxGroups groups
 * @param maxSeries series as written (a histogram bucket is one), over all groups
 * @param maxGroupSeries series of one group
 * @param maxGroupBytes bytes of one group: what is stored, and its labels once for each family and line
 * @param maxQueuedPushes requests that wait for the committer; more are answered as unavailable
 * @param maxQueuedBytes bytes of those requests
 */
public record StoreLimits(int maxGroups, long maxSeries, int maxGroupSeries, int maxGroupBytes, int maxQueuedPushes,
        long maxQueuedBytes) {
    /** Limits that fit a heap of that many bytes. */
    public static StoreLimits forHeap(long heapBytes) {
        long series = Math.max(100_000, heapBytes / 512);
        int groups = (int) Math.min(10_000_000, Math.max(10_000, heapBytes / 2048));
        long queued = Math.max(64L << 20, heapBytes / 16);
        return new StoreLimits(groups, series, 100_000, 64 << 20, 10_000, queued);
    }
}
