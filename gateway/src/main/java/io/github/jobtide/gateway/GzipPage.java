package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Packs a page with gzip, fast rather than small, while it is written. Source: RFC 1952. */
final class GzipPage implements Snapshot.PageSink, AutoCloseable {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};
    private static final int PIECE_BYTES = 128 * 1024;

    private final Snapshot.PageSink target;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[PIECE_BYTES];
    private int length;
    private long bytes;

    GzipPage(Snapshot.PageSink target) {
        this.target = target;
        System.arraycopy(HEADER, 0, packed, 0, HEADER.length);
        this.length = HEADER.length;
    }

    @Override
    public void accept(byte[] piece, int pieceLength) {
        crc.update(piece, 0, pieceLength);
        bytes += pieceLength;
        deflater.setInput(piece, 0, pieceLength);
        while (!deflater.needsInput()) {
            deflate();
        }
    }

    /** Writes the trailer; nothing may follow. */
    void finish() {
        deflater.finish();
        while (!deflater.finished()) {
            deflate();
        }
        if (length > PIECE_BYTES - 8) {
            flush();
        }
        word(crc.getValue());
        word(bytes);
        flush();
    }

    private void deflate() {
        if (length == PIECE_BYTES) {
            flush();
        }
        length += deflater.deflate(packed, length, PIECE_BYTES - length);
    }

    private void word(long value) {
        for (int shift = 0; shift < 32; shift += 8) {
            packed[length++] = (byte) (value >> shift);
        }
    }

    private void flush() {
        target.accept(packed, length);
        length = 0;
    }

    @Override
    public void close() {
        deflater.close();
    }
}
