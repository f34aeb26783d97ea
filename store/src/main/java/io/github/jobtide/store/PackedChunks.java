package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the chunks of the pages were packed to, and what they held then. To be used under one lock.
 *
 * <p>What a chunk was packed to is written over by its next version as long as no page is open, so that pages of which much changes leave nothing in the old generation of the
 * heap. An open page keeps its pieces.
 */
final class PackedChunks {
    private static final long NONE = -1;

    private final Map<String, Map<Object, Kept>> families = new HashMap<>();
    private long page;
    private final AtomicInteger open = new AtomicInteger();

    /** The number of the page that is being put together, or was last. */
    long page() {
        return page;
    }

    /** Begins to put together a page. */
    void begin() {
        page++;
    }

    /** It is put together: chunks that are not in it are forgotten, and its pieces stay as they are until {@link #close}. */
    void open() {
        for (Map<Object, Kept> lists : families.values()) {
            lists.values().removeIf(kept -> kept.lastPage != page);
        }
        families.values().removeIf(Map::isEmpty);
        open.incrementAndGet();
    }

    /** A page that was put together is not needed any more. Any thread, without the lock. */
    void close() {
        open.decrementAndGet();
    }

    /** Where that chunk is kept, in whatever version. */
    Kept of(PageChunk.Version chunk) {
        return families.computeIfAbsent(chunk.family(), _ -> new IdentityHashMap<>()).computeIfAbsent(chunk.list(),
                _ -> new Kept());
    }

    /** One chunk. */
    final class Kept {
        private PackedPiece piece = new PackedPiece();
        private Escaping escaping = Escaping.ALLOW_UTF_8;
        private long batch = NONE;
        private boolean early;
        /** The latest that it is in. */
        private long lastPage;

        boolean isOf(PageChunk.Version version) {
            return batch == version.batch() && escaping == version.escaping();
        }

        /** Packs a version in place of what is here; if that fails, nothing is here. */
        void pack(PageChunk.Version version, PiecePacker packer) {
            batch = NONE;
            if (open.get() > 0) {
                piece = new PackedPiece();
            }
            packer.piece(piece);
            escaping = version.escaping();
            batch = version.batch();
            early = true;
        }

        /**
         * Takes it into the page that is being put together.
         *
         * @return whether no page has had it before
         */
        boolean use() {
            boolean first = early;
            early = false;
            lastPage = page;
            return first;
        }

        PackedPiece piece() {
            return piece;
        }
    }
}
