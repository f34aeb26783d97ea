package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.MetricFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes text pages packed with gzip, and keeps what it packed: of the next page only those chunks are printed and packed again in
 * which a group has changed. Any thread may ask; while one page is put together another waits, and then finds all chunks packed.
 *
 * <p>The whole is one gzip member, since some clients stop after the first: a head, the packed chunks, an empty last block, and the
 * checksum of all, which is made from theirs. Source: RFC 1951, RFC 1952.
 */
public final class PackedPages {
    private static final byte[] LAST_BLOCK = {3, 0};

    private PackedChunks chunks = new PackedChunks();
    private int packedAnew;

    /** The page that {@link Snapshot#writeText} writes; the snapshot is not needed any more to write it. */
    public Page page(Snapshot snapshot, List<MetricFamily> own, Escaping escaping) {
        List<PackedPiece> pieces = pieces(snapshot, own, escaping);
        return sink -> write(pieces, sink);
    }

    /** A packed page, ready to be written. */
    @FunctionalInterface
    public interface Page {
        void writeTo(Snapshot.PageSink sink);
    }

    private static void write(List<PackedPiece> pieces, Snapshot.PageSink sink) {
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

    private synchronized List<PackedPiece> pieces(Snapshot snapshot, List<MetricFamily> own, Escaping escaping) {
        List<PackedPiece> pieces = new ArrayList<>();
        PackedChunks fresh = new PackedChunks();
        packedAnew = 0;
        try (PiecePacker packer = new PiecePacker()) {
            PageBuffer loose = new PageBuffer(packer.text());
            snapshot.writeText(own, escaping, loose, chunk -> {
                loose.flush();
                addText(packer, pieces);
                PackedPiece packed = chunks.find(chunk.version());
                if (packed == null) {
                    chunk.print(loose);
                    loose.flush();
                    packed = packer.piece();
                    packedAnew++;
                }
                fresh.keep(chunk.version(), packed);
                pieces.add(packed);
            });
            loose.flush();
            addText(packer, pieces);
        }
        chunks = fresh;
        return pieces;
    }

    /** How many chunks the latest page found changed. */
    synchronized int packedAnew() {
        return packedAnew;
    }

    private static void addText(PiecePacker packer, List<PackedPiece> pieces) {
        if (packer.hasText()) {
            pieces.add(packer.piece());
        }
    }
}
