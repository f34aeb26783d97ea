package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import java.io.OutputStream;

/** A stream that hands what is written to it to a page, in pieces of a size that is worth a write. */
final class SinkStream extends OutputStream {
    private static final int PIECE_BYTES = 256 * 1024;

    private final Snapshot.PageSink sink;
    private final byte[] piece = new byte[PIECE_BYTES];
    private int length;

    SinkStream(Snapshot.PageSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            int now = Math.min(left, PIECE_BYTES - length);
            System.arraycopy(bytes, from, piece, length, now);
            length += now;
            from += now;
            left -= now;
            if (length == PIECE_BYTES) {
                handOver();
            }
        }
    }

    private void handOver() {
        int full = length;
        length = 0;
        sink.accept(piece, full);
    }

    /** Hands over the rest. */
    @Override
    public void close() {
        if (length > 0) {
            handOver();
        }
    }
}
