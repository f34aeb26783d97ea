package io.github.jobtide.store;

import io.github.jobtide.store.PackedChunks.Kept;

/** Packs those chunks of one page that have changed, finds what others were packed to, and counts both. To be used under the lock of what is known. */
final class ChunkPacker {
    private final PackedChunks known;
    private final PiecePacker packer;
    private int packed;
    private int foundEarly;

    /**
     * @param known what chunks were packed to; gets what is packed now as well
     * @param packer used by nobody else as long as this is
     */
    ChunkPacker(PackedChunks known, PiecePacker packer) {
        this.known = known;
        this.packer = packer;
        packer.begin();
    }

    /** Takes what belongs to no chunk. */
    PageBuffer text() {
        return packer.text();
    }

    /** Whether there is text since the last piece. */
    boolean hasText() {
        return packer.hasText();
    }

    PackedPiece textPiece() {
        PackedPiece piece = new PackedPiece();
        packer.piece(piece);
        return piece;
    }

    /** What a chunk is packed to, for the page that is being put together; there must be no text since the last piece. */
    PackedPiece piece(PageChunk chunk) {
        boolean before = !pack(chunk);
        Kept kept = known.of(chunk.version());
        if (kept.use() && before) {
            foundEarly++;
        }
        return kept.piece();
    }

    /**
     * Packs a chunk if it has changed, for a later page; there must be no text since the last piece.
     *
     * @return whether it had
     */
    boolean pack(PageChunk chunk) {
        Kept kept = known.of(chunk.version());
        if (kept.isOf(chunk.version())) {
            return false;
        }
        chunk.print(packer.text());
        kept.pack(chunk.version(), packer);
        packed++;
        return true;
    }

    int packed() {
        return packed;
    }

    /** How many of those that were in the page had been packed before, for no page. */
    int early() {
        return foundEarly;
    }
}
