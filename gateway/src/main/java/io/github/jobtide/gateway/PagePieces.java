package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Hands a page on in pieces while it is written. One thread. */
final class PagePieces extends ByteArrayOutputStream {
    private static final int PIECE_BYTES = 256 * 1024;

    private final Snapshot.PageSink sink;

    PagePieces(Snapshot.PageSink sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        super.write(bytes, from, length);
        if (count >= PIECE_BYTES) {
            flush();
        }
    }

    /** Hands on what has been written. */
    @Override
    public void flush() {
        int at = Math.min(count, PIECE_BYTES);
        sink.accept(buf, at);
        for (; at < count; at += PIECE_BYTES) {
            byte[] next = Arrays.copyOfRange(buf, at, Math.min(count, at + PIECE_BYTES));
            sink.accept(next, next.length);
        }
        reset();
    }
}
