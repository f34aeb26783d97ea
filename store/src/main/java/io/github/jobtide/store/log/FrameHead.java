package io.github.jobtide.store.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before a frame's records. A frame is this head, the records, and the end mark. Source: docs/formats/log.md.
 *
 * @param bodyBytes length of the records
 * @param epoch that of the file
 * @param sequence segment: the batch's number; snapshot: 1, 2, 3 …
 * @param records how many
 * @param bodyCrc CRC32C of the records
 */
record FrameHead(int bodyBytes, long epoch, long sequence, int records, int bodyCrc) {
    static final int BYTES = 36;
    /** Head and end mark. */
    static final int OVERHEAD = BYTES + 4;
    /** "JTf" and a byte that no text contains. */
    static final int MAGIC = 0x4A5466F5;
    /** The same, turned around. No byte of it is 0, so that one that was never written shows. */
    static final int END_MARK = 0xF566544A;

    private static final int CRC_AT = 32;

    long frameBytes() {
        return (long) bodyBytes + OVERHEAD;
    }

    void write(ByteBuffer target, int at) {
        target.putInt(at, MAGIC).putInt(at + 4, bodyBytes).putLong(at + 8, epoch).putLong(at + 16, sequence)
                .putInt(at + 24, records).putInt(at + 28, bodyCrc);
        target.putInt(at + CRC_AT, crc(target, at));
    }

    /** Reads a head there; empty if there is none, or a damaged one. */
    static Optional<FrameHead> read(ByteBuffer source, int at) {
        if (source.getInt(at) != MAGIC || source.getInt(at + CRC_AT) != crc(source, at)) {
            return Optional.empty();
        }
        FrameHead head = new FrameHead(source.getInt(at + 4), source.getLong(at + 8), source.getLong(at + 16),
                source.getInt(at + 24), source.getInt(at + 28));
        return head.bodyBytes < 0 ? Optional.empty() : Optional.of(head);
    }

    private static int crc(ByteBuffer buffer, int at) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(at, CRC_AT));
        return (int) crc.getValue();
    }
}
