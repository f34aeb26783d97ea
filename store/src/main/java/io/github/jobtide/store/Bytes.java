package io.github.jobtide.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Views and hashes of byte arrays. */
final class Bytes {
    /** Eight bytes at an index as one long. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Four bytes at an index as one int. */
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Keeps senders from choosing bytes that collide. */
    private static final long SEED = new SplittableRandom().nextLong();
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private Bytes() {}

    /** A hash of the first {@code length} bytes, another one in each process. */
    static int hash(byte[] bytes, int length, int start) {
        return (int) longHash(bytes, 0, length, start);
    }

    /** That of a text's UTF-8 bytes. */
    static long hash(String text, long start) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return longHash(bytes, 0, bytes.length, start);
    }

    /** A longer hash of the bytes in between. */
    static long longHash(byte[] bytes, int from, int to, long start) {
        long hash = SEED ^ start * MIX;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * MIX;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * MIX;
        }
        return hash ^ hash >>> 32;
    }
}
