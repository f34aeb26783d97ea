package io.github.jobtide.store;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Deflates pieces of a page one after the other, fast rather than small, each without regard to those before. To be used under one lock. */
final class PiecePacker implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private final ByteBuilder packed = new ByteBuilder(64 * 1024);
    private final byte[] some = new byte[64 * 1024];
    private final PageBuffer text = new PageBuffer(this::take);
    private long bytes;

    /** Where the text of the piece is to be written; {@link #piece} ends it. */
    PageBuffer text() {
        return text;
    }

    private void take(byte[] part, int length) {
        crc.update(part, 0, length);
        bytes += length;
        deflater.setInput(part, 0, length);
        deflate(Deflater.NO_FLUSH);
    }

    boolean hasText() {
        text.flush();
        return bytes > 0;
    }

    /** Makes a piece of what was written since the last one. */
    void piece(PackedPiece piece) {
        text.flush();
        deflate(Deflater.FULL_FLUSH);
        piece.set(packed, (int) crc.getValue(), bytes);
        packed.clear(some.length);
        crc.reset();
        bytes = 0;
    }

    /** Forgets what was written for a piece that was not made. */
    void begin() {
        if (text.length() > 0 || bytes > 0) {
            text.advance(0);
            deflater.reset();
            packed.clear(some.length);
            crc.reset();
            bytes = 0;
        }
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
