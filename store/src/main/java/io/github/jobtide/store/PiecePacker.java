package io.github.jobtide.store;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Deflates pieces of a page one after the other, fast rather than small, each without regard to those before. One thread. */
final class PiecePacker implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private final ByteBuilder packed = new ByteBuilder(64 * 1024);
    private final byte[] some = new byte[64 * 1024];
    private long bytes;

    /** Where the text of the piece is to be written; {@link #piece} ends it. */
    Snapshot.PageSink text() {
        return (text, length) -> {
            crc.update(text, 0, length);
            bytes += length;
            deflater.setInput(text, 0, length);
            deflate(Deflater.NO_FLUSH);
        };
    }

    boolean hasText() {
        return bytes > 0;
    }

    /** What was written since the last piece. */
    PackedPiece piece() {
        deflate(Deflater.FULL_FLUSH);
        PackedPiece piece = new PackedPiece(packed.bytes(), (int) crc.getValue(), bytes);
        packed.clear(some.length);
        crc.reset();
        bytes = 0;
        return piece;
    }

    private void deflate(int flush) {
        int length;
        do {
            length = deflater.deflate(some, 0, some.length, flush);
            packed.addBytes(some, length);
        } while (length == some.length);
    }

    @Override
    public void close() {
        deflater.close();
    }
}
