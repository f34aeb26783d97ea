package io.github.jobtide.migration;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Go's binary form of a time: a version (1, or 2 with seconds in the zone), seconds since the year 1, nanoseconds, the zone's offset in
 * minutes; all big-endian.
 */
final class GoTime {
    static final int MAX_BYTES = 16;
    private static final long SECONDS_FROM_YEAR_ONE_TO_1970 = 62_135_596_800L;
    private static final long NANOS = 1_000_000_000L;

    private GoTime() {}

    /** Nanoseconds since 1970, 0 for a time before that or after 2262; nothing if the bytes are no such time. */
    static OptionalLong nanos(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int length = bytes.length == 0 ? -1 : lengthOf(bytes[0]);
        if (bytes.length != length) {
            return OptionalLong.empty();
        }
        long seconds = in.getLong(1) - SECONDS_FROM_YEAR_ONE_TO_1970;
        int nanos = in.getInt(9);
        if (nanos < 0 || nanos >= NANOS) {
            return OptionalLong.empty();
        }
        boolean known = seconds >= 0 && seconds < Long.MAX_VALUE / NANOS;
        return OptionalLong.of(known ? seconds * NANOS + nanos : 0);
    }

    private static int lengthOf(byte version) {
        return switch (version) {
            case 1 -> 15;
            case 2 -> 16;
            default -> -1;
        };
    }
}
