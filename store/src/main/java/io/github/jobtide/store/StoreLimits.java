package io.github.jobtide.store;

import io.github.jobtide.exposition.ReaderLimits;

/**
 * What the store holds at the most; a push beyond is refused with a message that names the limit and the flag that sets it. A push that
 * makes its group no larger is taken even beyond a limit.
 *
 * @param maxGroups groups
 * @param maxSeries series as written (a histogram bucket is one), over all groups
 * @param maxMemoryBytes what all groups take in memory, roughly
 * @param maxGroupSeries series of one group
 * @param maxGroupBytes bytes of one group: what is stored, and its labels once for each family and line
 * @param maxKeyBytes bytes of one group's labels, which each of its lines and each of its records repeats
 * @param maxNameSets different sets of grouping label names, over all groups
 * @param maxQueuedPushes requests that wait for the committer; more are answered as unavailable
 * @param maxQueuedBytes bytes of those requests, of light ones and of heavy ones
 * @param maxPushIds ids of pushes that are remembered; when there are more, the oldest are forgotten
 * @param maxFamilyValues values of a family that grows by pushes that add: its series, native buckets and their spans
 */
public record StoreLimits(int maxGroups, long maxSeries, long maxMemoryBytes, int maxGroupSeries, int maxGroupBytes,
        int maxKeyBytes, int maxNameSets, int maxQueuedPushes, long maxQueuedBytes, int maxPushIds,
        int maxFamilyValues) {
    private static final int MIB = 1 << 20;

    /** Limits that fit a heap of that many bytes. */
    public static StoreLimits forHeap(long heapBytes) {
        int groups = Math.clamp(heapBytes / 1024, 10_000, 10_000_000);
        int groupBytes = Math.clamp(heapBytes / 8, 8 * MIB, 64 * MIB);
        return new StoreLimits(groups, Math.max(100_000, heapBytes / 400), heapBytes * 2 / 5, 100_000, groupBytes, 4096,
                1000, 10_000, Math.max(16 * MIB, heapBytes / 32), Math.clamp(heapBytes / 512, 100_000, 4_000_000),
                ReaderLimits.DEFAULT.maxMetrics());
    }

    public StoreLimits withGroups(int changed) {
        return new StoreLimits(changed, maxSeries, maxMemoryBytes, maxGroupSeries, maxGroupBytes, maxKeyBytes,
                maxNameSets, maxQueuedPushes, maxQueuedBytes, maxPushIds, maxFamilyValues);
    }

    public StoreLimits withSeries(long changed) {
        return new StoreLimits(maxGroups, changed, maxMemoryBytes, maxGroupSeries, maxGroupBytes, maxKeyBytes,
                maxNameSets, maxQueuedPushes, maxQueuedBytes, maxPushIds, maxFamilyValues);
    }

    public StoreLimits withMemoryBytes(long changed) {
        return new StoreLimits(maxGroups, maxSeries, changed, maxGroupSeries, maxGroupBytes, maxKeyBytes, maxNameSets,
                maxQueuedPushes, maxQueuedBytes, maxPushIds, maxFamilyValues);
    }

    public StoreLimits withGroupSeries(int changed) {
        return new StoreLimits(maxGroups, maxSeries, maxMemoryBytes, changed, maxGroupBytes, maxKeyBytes, maxNameSets,
                maxQueuedPushes, maxQueuedBytes, maxPushIds, maxFamilyValues);
    }

    public StoreLimits withGroupBytes(int changed) {
        return new StoreLimits(maxGroups, maxSeries, maxMemoryBytes, maxGroupSeries, changed, maxKeyBytes, maxNameSets,
                maxQueuedPushes, maxQueuedBytes, maxPushIds, maxFamilyValues);
    }

    public StoreLimits withPushIds(int changed) {
        return new StoreLimits(maxGroups, maxSeries, maxMemoryBytes, maxGroupSeries, maxGroupBytes, maxKeyBytes,
                maxNameSets, maxQueuedPushes, maxQueuedBytes, changed, maxFamilyValues);
    }

    public StoreLimits withFamilyValues(int changed) {
        return new StoreLimits(maxGroups, maxSeries, maxMemoryBytes, maxGroupSeries, maxGroupBytes, maxKeyBytes,
                maxNameSets, maxQueuedPushes, maxQueuedBytes, maxPushIds, changed);
    }
}
