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
    PackedPiece find(PageChunk.Version chunk) {
        Map<Object, Kept> lists = families.get(chunk.family());
        Kept kept = lists == null ? null : lists.get(chunk.list());
        return kept != null && kept.version().isSameAs(chunk) ? kept.piece() : null;
    }

    void keep(PageChunk.Version chunk, PackedPiece piece) {
        families.computeIfAbsent(chunk.family(), _ -> new IdentityHashMap<>()).put(chunk.list(),
                new Kept(chunk, piece));
    }

    private record Kept(PageChunk.Version version, PackedPiece piece) {}
}
