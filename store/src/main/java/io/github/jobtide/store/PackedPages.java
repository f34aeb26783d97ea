package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.MetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Writes text pages packed with gzip, and keeps what it packed: of the next page only those chunks are printed and packed again in
 * which a group has changed. Any thread may ask; while one page is put together another waits, and then finds all chunks packed.
 *
 * <p>What has changed can also be packed before somebody asks for a page: {@link #refresh}.
 *
 * <p>The whole is one gzip member, since some clients stop after the first: a head, the packed chunks, an empty last block, and the
 * checksum of all, which is made from theirs. Source: RFC 1951, RFC 1952.
 */
public final class PackedPages implements AutoCloseable {
    private static final byte[] LAST_BLOCK = {3, 0};

    private final PackedChunks chunks = new PackedChunks();
    private final PiecePacker packer = new PiecePacker();

    /** The page that {@link Snapshot#writeText} writes, to be closed; the snapshot is not needed any more to write it. */
    public synchronized Page page(Snapshot snapshot, List<MetricFamily> own, Escaping escaping) {
        List<PackedPiece> pieces = new ArrayList<>();
        chunks.begin();
        ChunkPacker packing = new ChunkPacker(chunks, packer);
        snapshot.writeText(own, escaping, packing.text(), chunk -> {
            addText(packing, pieces);
            pieces.add(packing.piece(chunk));
        });
        addText(packing, pieces);
        chunks.open();
        return new Page(pieces, packing.packed(), packing.early());
    }

    private static void addText(ChunkPacker packing, List<PackedPiece> pieces) {
        if (packing.hasText()) {
            pieces.add(packing.textPiece());
        }
    }

    /** Begins to pack what has changed since the latest page. */
    public synchronized Refresh refresh(Escaping escaping) {
        return new Refresh(escaping, chunks.page());
    }

    /** Gives back native memory; nothing is packed any more. */
    @Override
    public synchronized void close() {
        packer.close();
    }

    /** A packed page, ready to be written. As long as it is open, what changes is packed beside it and not over what it was made of. One thread. */
    public final class Page implements AutoCloseable {
        private final List<PackedPiece> pieces;
        private final int packed;
        private final int early;
        private boolean closed;

        private Page(List<PackedPiece> pieces, int packed, int early) {
            this.pieces = pieces;
            this.packed = packed;
            this.early = early;
        }

        /** How many chunks were packed for it. */
        public int packed() {
            return packed;
        }

        /** How many chunks a {@link Refresh} had packed that no page had needed before. */
        public int early() {
            return early;
        }

        public void writeTo(Snapshot.PageSink sink) {
            if (closed) {
                throw new IllegalStateException("the page is closed");
            }
            PageBuffer page = new PageBuffer(sink);
            page.add(GzipFrame.head());
            int crc = 0;
            long bytes = 0;
            for (PackedPiece piece : pieces) {
                piece.addTo(page);
                crc = piece.join(crc);
                bytes += piece.bytes();
            }
            page.add(LAST_BLOCK);
            page.add(GzipFrame.tail(crc, bytes));
            page.flush();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                chunks.close();
            }
        }
    }

    /**
     * Packs what has changed, some chunks at a time, so that the next page finds it packed. A page that is put together meanwhile uses what is
     * done so far, and ends it. One thread.
     */
    public final class Refresh {
        private final Escaping escaping;
        private final long afterPage;
        private final ChunkWalk walk = new ChunkWalk();
        private final ChunkPacker packing;

        private Refresh(Escaping escaping, long afterPage) {
            this.escaping = escaping;
            this.afterPage = afterPage;
            this.packing = new ChunkPacker(chunks, packer);
        }

        /**
         * Looks at some chunks, at least one, as they stand now. Who asks for a page meanwhile waits.
         *
         * @param hasTime asked after each chunk
         * @return whether there is more to do
         */
        public boolean step(Snapshot snapshot, BooleanSupplier hasTime) {
            synchronized (PackedPages.this) {
                if (chunks.page() != afterPage) {
                    return false;
                }
                return snapshot.walk(walk, escaping, chunk -> {
                    packing.pack(chunk);
                    return hasTime.getAsBoolean();
                });
            }
        }

        /** How many chunks it has packed. */
        public int packed() {
            return packing.packed();
        }
    }
}
