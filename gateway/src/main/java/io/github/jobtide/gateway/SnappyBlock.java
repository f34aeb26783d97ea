package io.github.jobtide.gateway;

/**
 * A block of snappy: its unpacked length as a varint, then literals and copies of what came before. Reads only within its bounds and
 * writes only within those it is given, whatever the block says. Source: google/snappy, format_description.txt.
 */
final class SnappyBlock {
    private static final int LITERAL = 0;
    private static final int NEAR_COPY = 1;
    private static final int COPY = 2;

    private final byte[] source;
    private final int end;
    private int at;

    SnappyBlock(byte[] source, int from, int end) {
        this.source = source;
        this.at = from;
        this.end = end;
    }

    /** What it says would come out, leaving the cursor behind; -1 if it says nothing that can be. */
    long unpackedLength() {
        long length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at == end) {
                return -1;
            }
            byte next = source[at++];
            length |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return length;
            }
        }
        return -1;
    }

    /**
     * @param to where it has to end exactly
     * @return false if the block is damaged; the target then holds anything
     */
    boolean unpack(byte[] target, int from, int to) {
        if (unpackedLength() != to - from) {
            return false;
        }
        int written = from;
        while (at < end) {
            int tag = source[at++] & 0xff;
            int length = (tag & 3) == LITERAL
                    ? literal(tag, target, written, to)
                    : copy(tag, target, from, written, to);
            if (length < 0) {
                return false;
            }
            written += length;
        }
        return written == to;
    }

    /** The number of bytes written, or -1. */
    private int literal(int tag, byte[] target, int written, int to) {
        int sizeBytes = Math.max(0, (tag >> 2) - 59);
        if (sizeBytes > end - at) {
            return -1;
        }
        long length = (sizeBytes == 0 ? tag >> 2 : number(sizeBytes)) + 1;
        if (length > end - at || length > to - written) {
            return -1;
        }
        System.arraycopy(source, at, target, written, (int) length);
        at += (int) length;
        return (int) length;
    }

    /** The number of bytes written, or -1. */
    private int copy(int tag, byte[] target, int from, int written, int to) {
        int kind = tag & 3;
        int offsetBytes = kind == NEAR_COPY ? 1 : kind == COPY ? 2 : 4;
        if (offsetBytes > end - at) {
            return -1;
        }
        int length = kind == NEAR_COPY ? 4 + (tag >> 2 & 7) : 1 + (tag >> 2);
        long offset = number(offsetBytes) | (kind == NEAR_COPY ? (tag & 0xe0) << 3 : 0);
        if (offset == 0 || offset > written - from || length > to - written) {
            return -1;
        }
        // Byte by byte: a copy may overlap with what it writes, and then repeats it.
        for (int i = written; i < written + length; i++) {
            target[i] = target[i - (int) offset];
        }
        return length;
    }

    private long number(int bytes) {
        long number = 0;
        for (int shift = 0; shift < 8 * bytes; shift += 8) {
            number |= (long) (source[at++] & 0xff) << shift;
        }
        return number;
    }
}
