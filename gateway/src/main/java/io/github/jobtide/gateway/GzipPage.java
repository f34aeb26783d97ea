package io.github.jobtide.gateway;

import io.github.jobtide.store.GzipFrame;
import io.github.jobtide.store.Snapshot;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Packs a page with gzip, fast rather than small, while it is written. Source: RFC 1952. */
final class GzipPage implements Snapshot.PageSink, AutoCloseable {
    private static final int PIECE_BYTES = 128 * 1024;

    private final Snapshot.PageSink target;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[PIECE_BYTES];
    private int length;
    private long bytes;

    GzipPage(Snapshot.PageSink target) {
        this.target = target;
        add(GzipFrame.head());
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
        byte[] tail = GzipFrame.tail((int) crc.getValue(), bytes);
        if (length > PIECE_BYTES - tail.length) {
            flush();
        }
        add(tail);
        flush();
    }

    private void deflate() {
        if (length == PIECE_BYTES) {
            flush();
        }
        length += deflater.deflate(packed, length, PIECE_BYTES - length);
    }

    private void add(byte[] part) {
        System.arraycopy(part, 0, packed, length, part.length);
        length += part.length;
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
