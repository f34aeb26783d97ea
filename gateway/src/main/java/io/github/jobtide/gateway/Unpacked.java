package io.github.jobtide.gateway;

import java.util.Arrays;
import java.util.function.LongPredicate;

/** What comes out of a packed body, with a bound, and with room taken for it before it grows. Used by one thread. */
final class Unpacked {
    /** For bodies that are not unpacked. */
    static final Unpacked NOTHING = new Unpacked(0, _ -> true);

    private static final int FIRST_BYTES = 1024;

    private final int maxBytes;
    private final LongPredicate room;
    private byte[] bytes = new byte[0];
    private int size;

    /** @param room takes that many bytes more of the budget of all bodies, or says that there is no room */
    Unpacked(int maxBytes, LongPredicate room) {
        this.maxBytes = maxBytes;
        this.room = room;
    }

    int size() {
        return size;
    }

    int maxBytes() {
        return maxBytes;
    }

    /** An array for all of it, where its length is known beforehand; instead of {@link #add}. */
    byte[] reserve(int length) {
        if (!room.test(length)) {
            throw new NoRoomException();
        }
        return new byte[length];
    }

    void add(byte[] piece, int length) throws GzipBody.TooLargeException {
        if (length > maxBytes - size) {
            throw new GzipBody.TooLargeException();
        }
        if (length > bytes.length - size) {
            grow(size + length);
        }
        System.arraycopy(piece, 0, bytes, size, length);
        size += length;
    }

    private void grow(int needed) {
        int roomy = (int) Math.min(maxBytes, Math.max(FIRST_BYTES, Math.max(2L * bytes.length, needed)));
        if (!room.test(roomy - bytes.length)) {
            throw new NoRoomException();
        }
        bytes = Arrays.copyOf(bytes, roomy);
    }

    /** All of it. */
    byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** There is no room now for what comes out; there may be later. */
    static final class NoRoomException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoRoomException() {
            super("no room", null, false, false);
        }
    }
}
