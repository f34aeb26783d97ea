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
public final class PackedPages {
    private static final byte[] LAST_BLOCK = {3, 0};

    private PackedChunks chunks = new PackedChunks();

    /** The page that {@link Snapshot#writeText} writes; the snapshot is not needed any more to write it. */
    public synchronized Page page(Snapshot snapshot, List<MetricFamily> own, Escaping escaping) {
        List<PackedPiece> pieces = new ArrayList<>();
        try (ChunkPacker packer = new ChunkPacker(chunks, false)) {
            PageBuffer loose = packer.text();
            snapshot.writeText(own, escaping, loose, chunk -> {
                addText(packer, pieces);
                pieces.add(packer.piece(chunk));
            });
            addText(packer, pieces);
            chunks = packer.met();
            return new Page(pieces, packer.packed(), packer.early());
        }
    }

    private static void addText(ChunkPacker packer, List<PackedPiece> pieces) {
        if (packer.hasText()) {
            pieces.add(packer.textPiece());
        }
    }

    /** Begins to pack what has changed since the latest page. */
    public synchronized Refresh refresh(Escaping escaping) {
        return new Refresh(escaping, chunks);
    }

    /** A packed page, ready to be written. */
    public static final class Page {
        private final List<PackedPiece> pieces;
        private final int packed;
        private final int early;

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
            PageBuffer page = new PageBuffer(sink);
            page.add(GzipFrame.head());
            int crc = 0;
            long bytes = 0;
            for (PackedPiece piece : pieces) {
                page.add(piece.packed());
                crc = Crc32.join(crc, piece.crc(), piece.bytes());
                bytes += piece.bytes();
            }
            page.add(LAST_BLOCK);
            page.add(GzipFrame.tail(crc, bytes));
            page.flush();
        }
    }

    /**
     * Packs what has changed, some chunks at a time, so that the next page finds it packed. A page that is put together meanwhile uses what is
     * done so far, and ends it. One thread.
     */
    public final class Refresh implements AutoCloseable {
        private final Escaping escaping;
        private final PackedChunks begun;
        private final ChunkWalk walk = new ChunkWalk();
        private final ChunkPacker packer;

        private Refresh(Escaping escaping, PackedChunks begun) {
            this.escaping = escaping;
            this.begun = begun;
            this.packer = new ChunkPacker(begun, true);
        }

        /**
         * Looks at some chunks, at least one, as they stand now. Who asks for a page meanwhile waits.
         *
         * @param hasTime asked after each chunk
         * @return whether there is more to do
         */
        @SuppressWarnings("ReferenceEquality") // another page has others
        public boolean step(Snapshot snapshot, BooleanSupplier hasTime) {
            synchronized (PackedPages.this) {
                if (chunks != begun) {
                    return false;
                }
                boolean more = snapshot.walk(walk, escaping, chunk -> {
                    packer.piece(chunk);
                    return hasTime.getAsBoolean();
                });
                if (!more) {
                    chunks = packer.met();
                }
                return more;
            }
        }

        /** How many chunks it has packed. */
        public int packed() {
            return packer.packed();
        }

        @Override
        public void close() {
            packer.close();
        }
    }
}
