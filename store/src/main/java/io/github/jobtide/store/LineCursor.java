package io.github.jobtide.store;

import io.github.jobtide.exposition.Numbers;

/** Reads the numbers of a family's values, line by line. */
final class LineCursor {
    private final byte[] bytes;
    private final int to;
    private int at;

    /** @param to where the values end, details included */
    LineCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    double next() {
        int from = at;
        while (bytes[at] != '\n') {
            at++;
        }
        return Numbers.read(bytes, from, at++);
    }

    /** Whether nothing follows, not even details. */
    boolean atEnd() {
        return at == to;
    }
}
