package io.github.jobtide.store;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the chunks of one page were packed to, and what they held then. */
final class PackedChunks {
    private final Map<String, Map<Object, Kept>> families = new HashMap<>();

    /** What an equal chunk was packed to. */
    @Nullable
    Kept find(PageChunk.Version chunk) {
        Map<Object, Kept> lists = families.get(chunk.family());
        Kept kept = lists == null ? null : lists.get(chunk.list());
        return kept != null && kept.version().isSameAs(chunk) ? kept : null;
    }

    void keep(Kept chunk) {
        families.computeIfAbsent(chunk.version().family(), _ -> new IdentityHashMap<>()).put(chunk.version().list(),
                chunk);
    }

    /** @param early whether it was packed before any page needed it */
    record Kept(PageChunk.Version version, PackedPiece piece, boolean early) {}
}
