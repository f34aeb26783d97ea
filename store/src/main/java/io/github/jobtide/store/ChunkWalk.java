package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import java.util.List;
import java.util.function.Predicate;

/**
 * Goes through all chunks of a page, in its order, some at a time, each time as they stand in another snapshot. Chunks that come or go
 * meanwhile may be missed or met twice. One thread.
 */
final class ChunkWalk {
    /** Where it goes on: so many chunks of that family are behind it. */
    private String family = "";
    private int behind;
    private int at;
    private boolean stopped;

    /**
     * @param goesOn takes each chunk, and says whether another one may follow now
     * @return whether there may be more
     */
    boolean go(Published state, OpenGroups groups, Escaping escaping, Predicate<PageChunk> goesOn) {
        stopped = false;
        for (PageSection section : PageSection.inOrder(List.of(), state.families(), state.skews() > 0)) {
            int order = Labels.compareText(section.name(), family);
            if (order > 0) {
                family = section.name();
                behind = 0;
            }
            if (order >= 0) {
                at = 0;
                section.members(state.places()).forEachChunk((list, places) -> {
                    if (!stopped && at++ >= behind) {
                        behind = at;
                        stopped = !goesOn.test(PageChunk.of(section, list, escaping, places, groups));
                    }
                });
            }
            if (stopped) {
                return true;
            }
        }
        return false;
    }
}
