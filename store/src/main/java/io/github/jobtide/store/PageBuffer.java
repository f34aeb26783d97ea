package io.github.jobtide.store;

import io.github.jobtide.store.Snapshot.PageSink;

/** Collects a page and hands it on in pieces of {@value #PIECE_BYTES} bytes. One thread. */
final class PageBuffer {
    static final int PIECE_BYTES = 256 * 1024;

    private final byte[] piece = new byte[PIECE_BYTES];
    private final PageSink sink;
    private int length;

    PageBuffer(PageSink sink) {
        this.sink = sink;
    }

    /** The bytes of {@code source} from {@code from} up to {@code to}. */
    void add(byte[] source, int from, int to) {
        int size = to - from;
        if (size > PIECE_BYTES - length) {
            addInPieces(source, from, to);
            return;
        }
        System.arraycopy(source, from, piece, length, size);
        length += size;
    }

    void add(byte[] source) {
        add(source, 0, source.length);
    }

    /** Makes room for {@code size} bytes, at most {@value #PIECE_BYTES}, to be written straight into {@link #piece}. */
    void reserve(int size) {
        if (size > PIECE_BYTES - length) {
            flush();
        }
    }

    byte[] piece() {
        return piece;
    }

    int length() {
        return length;
    }

    /** Says that {@link #piece} is filled up to {@code end} now. */
    void advance(int end) {
        length = end;
    }

    void flush() {
        if (length > 0) {
            sink.accept(piece, length);
            length = 0;
        }
    }

    private void addInPieces(byte[] source, int from, int to) {
        for (int at = from; at < to;) {
            if (length == PIECE_BYTES) {
                flush();
            }
            int size = Math.min(to - at, PIECE_BYTES - length);
            System.arraycopy(source, at, piece, length, size);
            length += size;
            at += size;
        }
    }
}
