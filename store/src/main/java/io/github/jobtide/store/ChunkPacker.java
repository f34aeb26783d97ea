package io.github.jobtide.store;

import io.github.jobtide.store.PackedChunks.Kept;

/** Packs those chunks of a page that have changed, and finds what others were packed to. One thread, which alone uses what is known. */
final class ChunkPacker implements AutoCloseable {
    private final PackedChunks known;
    private final PackedChunks met = new PackedChunks();
    private final boolean early;
    private final PiecePacker packer = new PiecePacker();
    private final PageBuffer text = new PageBuffer(packer.text());
    private int packed;
    private int foundEarly;

    /**
     * @param known what chunks were packed to; gets what is packed now as well
     * @param early whether that is before any page needs it
     */
    ChunkPacker(PackedChunks known, boolean early) {
        this.known = known;
        this.early = early;
    }

    /** Takes what belongs to no chunk. */
    PageBuffer text() {
        return text;
    }

    /** Whether there is text since the last piece. */
    boolean hasText() {
        text.flush();
        return packer.hasText();
    }

    PackedPiece textPiece() {
        text.flush();
        return packer.piece();
    }

    /** What a chunk is packed to; there must be no text since the last piece. */
    PackedPiece piece(PageChunk chunk) {
        Kept kept = known.find(chunk.version());
        if (kept == null) {
            chunk.print(text);
            kept = new Kept(chunk.version(), textPiece(), early);
            known.keep(kept);
            packed++;
        } else if (kept.early() && !early) {
            kept = new Kept(kept.version(), kept.piece(), false);
            foundEarly++;
        }
        met.keep(kept);
        return kept.piece();
    }

    /** All chunks that were asked for. */
    PackedChunks met() {
        return met;
    }

    int packed() {
        return packed;
    }

    /** How many of them had been packed before any page needed them. */
    int early() {
        return foundEarly;
    }

    @Override
    public void close() {
        packer.close();
    }
}
