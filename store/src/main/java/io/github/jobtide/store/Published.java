package io.github.jobtide.store;

import io.github.jobtide.store.Change.FamilyStored;
import java.util.Map;

/**
 * The state after one batch, but for what groups hold, which stands in their places. Immutable.
 *
 * @param places in page order
 * @param families by name
 * @param series as written, without the two push times of each group
 * @param weight bytes that all of it takes in memory, roughly
 * @param batch its number, rising
 * @param odd whether there are names beyond the classic alphabet
 * @param skews groups of which it is known how far their clients' clocks are apart from this one
 * @param ids of pushes that are remembered
 * @param heldBack families found on disk that clash with what else is there: kept, but not served
 */
record Published(Chunks<GroupPlace> places, Chunks<FamilyPage> families, long series, long weight, long batch,
        boolean odd, int skews, KnownIds.View ids, Map<GroupKey, Map<String, FamilyStored>> heldBack) {}
