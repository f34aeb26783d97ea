package io.github.jobtide.store;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteBuilder} wrote. Running over the end is a {@link StorageException}. */
final class ByteCursor {
    private final byte[] bytes;
    private int at;

    ByteCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    int next() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int varint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int part = next();
            value |= (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new StorageException("a stored family is damaged: a number has no end at byte " + at);
    }

    /** A varint that counts things of at least one byte each, so it is no more than what is left. */
    int count() {
        int count = varint();
        if (count < 0 || count > bytes.length - at) {
            throw new StorageException("a stored family is damaged: it promises %d things at byte %d of %d"
                    .formatted(count, at, bytes.length));
        }
        return count;
    }

    double number() {
        need(8);
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = (bits << 8) | (bytes[at++] & 0xFF);
        }
        return Double.longBitsToDouble(bits);
    }

    String text() {
        int length = count();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** A hash of a text, begun with {@code start}, without reading it. */
    long hash(long start) {
        int length = count();
        at += length;
        return Bytes.longHash(bytes, at - length, at, start);
    }

    void skip(int length) {
        need(length);
        at += length;
    }

    private void need(int more) {
        if (bytes.length - at < more) {
            throw new StorageException("a stored family is damaged: it ends at byte " + bytes.length);
        }
    }
}
