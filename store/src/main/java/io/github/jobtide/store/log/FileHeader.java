package io.github.jobtide.store.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment or snapshot. Source: docs/formats/log.md.
 *
 * @param version of the format; a higher one than {@link #VERSION} says nothing sure about the fields that follow
 * @param number rises from file to file of its kind
 * @param epoch a random number that every frame of this file repeats, so that nothing else can pass for one
 * @param sequence segment: of its first batch; snapshot: of the last batch that it contains
 * @param fileBytes size that the file was prepared with; 0 in a snapshot
 * @param begunNanos when, nanoseconds since the epoch; for people
 */
record FileHeader(int version, Kind kind, long number, long epoch, long sequence, long fileBytes, long begunNanos) {
    static final int BYTES = 64;
    static final int VERSION = 3;

    /** "JOBTIDE" and a line feed. */
    private static final long MAGIC = 0x4A4F42544944450AL;
    private static final int CRC_AT = 60;

    /** What a file is for. */
    enum Kind {
        SEGMENT, SNAPSHOT
    }

    static FileHeader segment(long number, long epoch, long firstSequence, long fileBytes, long nowNanos) {
        return new FileHeader(VERSION, Kind.SEGMENT, number, epoch, firstSequence, fileBytes, nowNanos);
    }

    static FileHeader snapshot(long number, long epoch, long sequence, long nowNanos) {
        return new FileHeader(VERSION, Kind.SNAPSHOT, number, epoch, sequence, 0, nowNanos);
    }

    /** Puts the header at the buffer's position, which moves behind it. */
    void write(ByteBuffer target) {
        int start = target.position();
        target.putLong(MAGIC).putInt(version).putInt(kind == Kind.SEGMENT ? 1 : 2).putLong(number).putLong(epoch)
                .putLong(sequence).putLong(fileBytes).putLong(begunNanos).putInt(0);
        target.putInt(crc(target, start));
    }

    /** Reads a header from the buffer's start; empty if there is none, or a damaged one. */
    static Optional<FileHeader> read(ByteBuffer source) {
        if (source.limit() < BYTES || source.getLong(0) != MAGIC || source.getInt(CRC_AT) != crc(source, 0)) {
            return Optional.empty();
        }
        int kind = source.getInt(12);
        return Optional.of(new FileHeader(source.getInt(8), kind == 2 ? Kind.SNAPSHOT : Kind.SEGMENT,
                source.getLong(16), source.getLong(24), source.getLong(32), source.getLong(40), source.getLong(48)));
    }

    private static int crc(ByteBuffer buffer, int start) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(start, CRC_AT));
        return (int) crc.getValue();
    }
}
