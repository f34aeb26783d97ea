package io.github.jobtide.store;

/** What a gzip member has around its deflated bytes. Source: RFC 1952. */
public final class GzipFrame {
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};

    private GzipFrame() {}

    /** Packed fast rather than small, at no time, by no system that is told. */
    public static byte[] head() {
        return HEAD.clone();
    }

    /**
     * @param crc checksum of what was packed
     * @param bytes its length
     */
    public static byte[] tail(int crc, long bytes) {
        byte[] tail = new byte[8];
        for (int i = 0; i < 4; i++) {
            tail[i] = (byte) (crc >> (8 * i));
            tail[i + 4] = (byte) (bytes >> (8 * i));
        }
        return tail;
    }
}
