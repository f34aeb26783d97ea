package io.github.jobtide.gateway;

import io.github.jobtide.gateway.GzipBody.MalformedException;
import io.github.jobtide.gateway.GzipBody.TooLargeException;
import java.util.zip.CRC32C;

/**
 * Unpacks a body of framed snappy: chunks of {@code type:u8 length:u24}, little-endian, of which those with data begin with a checksum.
 * What comes out of each is known before it is unpacked, so a body that is too large is refused untouched. Error texts are Go's.
 * Source: google/snappy, framing_format.txt.
 */
final class SnappyBody {
    private static final int COMPRESSED = 0x00;
    private static final int UNCOMPRESSED = 0x01;
    private static final int FIRST_SKIPPED = 0x80;
    private static final int IDENTIFIER = 0xff;
    private static final String IDENTITY = "sNaPpY";

    private static final int HEAD_BYTES = 4;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_CHUNK_BYTES = 64 * 1024;
    private static final String CORRUPT = "snappy: corrupt input";

    private final byte[] body;
    /** Where the current chunk's content lies; behind its checksum, if it has one. */
    private int from;
    private int to;
    private int type;

    private SnappyBody(byte[] body) {
        this.body = body;
    }

    /**
     * An empty body is fine, and empty.
     *
     * @throws MalformedException if it is not framed snappy, cut off or damaged
     * @throws TooLargeException if more would come out than {@code target} may hold
     * @throws Unpacked.NoRoomException if there is no room for it now
     */
    static byte[] unpack(byte[] body, Unpacked target) throws MalformedException, TooLargeException {
        byte[] unpacked = target.reserve(new SnappyBody(body).unpackedLength(target.maxBytes()));
        var snappy = new SnappyBody(body);
        int length = 0;
        while (snappy.nextChunk()) {
            length += snappy.unpackChunk(unpacked, length);
        }
        return unpacked;
    }

    private int unpackedLength(int maxBytes) throws MalformedException, TooLargeException {
        int length = 0;
        while (nextChunk()) {
            int more = chunkLength();
            if (more > maxBytes - length) {
                throw new TooLargeException();
            }
            length += more;
        }
        return length;
    }

    /** Goes to the next chunk; false at the end. The first has to say what this is. */
    private boolean nextChunk() throws MalformedException {
        boolean first = to == 0;
        int left = body.length - to;
        if (left == 0) {
            return false;
        }
        check(left >= HEAD_BYTES);
        type = body[to] & 0xff;
        int length = number(to + 1, 3);
        from = to + HEAD_BYTES;
        check(length <= body.length - from);
        to = from + length;
        checkType(first);
        return true;
    }

    private void checkType(boolean first) throws MalformedException {
        if (type == IDENTIFIER) {
            check(to - from == IDENTITY.length());
            for (int i = 0; i < IDENTITY.length(); i++) {
                check(body[from + i] == IDENTITY.charAt(i));
            }
            return;
        }
        check(!first);
        if (type == COMPRESSED || type == UNCOMPRESSED) {
            check(to - from >= CHECKSUM_BYTES);
        } else if (type < FIRST_SKIPPED) {
            throw new MalformedException("snappy: unsupported input");
        }
    }

    /** What comes out of the current chunk: nothing of identifiers, padding and other chunks that may be skipped. */
    private int chunkLength() throws MalformedException {
        long length = switch (type) {
            case COMPRESSED -> new SnappyBlock(body, from + CHECKSUM_BYTES, to).unpackedLength();
            case UNCOMPRESSED -> to - from - CHECKSUM_BYTES;
            default -> 0;
        };
        check(length >= 0 && length <= MAX_CHUNK_BYTES);
        return (int) length;
    }

    private int unpackChunk(byte[] target, int at) throws MalformedException {
        int length = chunkLength();
        if (type == COMPRESSED) {
            check(new SnappyBlock(body, from + CHECKSUM_BYTES, to).unpack(target, at, at + length));
        } else if (type == UNCOMPRESSED) {
            System.arraycopy(body, from + CHECKSUM_BYTES, target, at, length);
        } else {
            return 0;
        }
        check(checksum(target, at, length) == number(from, CHECKSUM_BYTES));
        return length;
    }

    private int number(int at, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (body[at + i] & 0xff) << (8 * i);
        }
        return number;
    }

    /** CRC-32C, turned and shifted so that a checksum of data that holds checksums is worth something. */
    private static int checksum(byte[] data, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(data, at, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    private static void check(boolean sound) throws MalformedException {
        if (!sound) {
            throw new MalformedException(CORRUPT);
        }
    }
}
