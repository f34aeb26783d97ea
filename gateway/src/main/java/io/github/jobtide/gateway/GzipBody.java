package io.github.jobtide.gateway;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a gzip body of one or more members, with a bound on what comes out. Error texts are Go's. Source: RFC 1952.
 */
final class GzipBody {
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final String CUT_OFF = "unexpected EOF";

    private final byte[] body;
    private final Unpacked unpacked;
    private int at;

    private GzipBody(byte[] body, Unpacked unpacked) {
        this.body = body;
        this.unpacked = unpacked;
    }

    /**
     * @throws MalformedException if it is no gzip, cut off or damaged
     * @throws TooLargeException if more comes out than {@code unpacked} may hold
     * @throws Unpacked.NoRoomException if there is no room for it now
     */
    static byte[] unpack(byte[] body, Unpacked unpacked) throws MalformedException, TooLargeException {
        var gzip = new GzipBody(body, unpacked);
        if (body.length == 0) {
            throw new MalformedException("EOF");
        }
        do {
            gzip.member();
        } while (gzip.at < body.length);
        return unpacked.bytes();
    }

    /**
     * Judges only how a body begins, as is done where it is not read.
     *
     * @throws MalformedException if it does not begin as a gzip body does
     */
    static void checkHeader(byte[] body) throws MalformedException {
        if (body.length == 0) {
            throw new MalformedException("EOF");
        }
        new GzipBody(body, Unpacked.NOTHING).header();
    }

    private void member() throws MalformedException, TooLargeException {
        header();
        int before = unpacked.size();
        CRC32 crc = new CRC32();
        inflate(crc);
        long expectedCrc = word();
        long expectedLength = word();
        if (crc.getValue() != expectedCrc || ((unpacked.size() - before) & 0xFFFFFFFFL) != expectedLength) {
            throw new MalformedException("gzip: invalid checksum");
        }
    }

    private void header() throws MalformedException {
        int start = at;
        if (body.length - at < 10) {
            throw new MalformedException(CUT_OFF);
        }
        if (next() != 0x1f || next() != 0x8b || next() != 8) {
            throw new MalformedException("gzip: invalid header");
        }
        int flags = next();
        at += 6;
        if ((flags & FLAG_EXTRA) != 0) {
            int length = next() | next() << 8;
            at = Math.min(body.length, at + length);
        }
        skipText(flags & FLAG_NAME);
        skipText(flags & FLAG_COMMENT);
        if ((flags & FLAG_HEADER_CRC) != 0) {
            CRC32 crc = new CRC32();
            crc.update(body, start, at - start);
            if ((next() | next() << 8) != (crc.getValue() & 0xFFFF)) {
                throw new MalformedException("gzip: invalid header");
            }
        }
    }

    private void skipText(int flag) throws MalformedException {
        while (flag != 0 && next() != 0) {
            // up to its zero byte
        }
    }

    private void inflate(CRC32 crc) throws MalformedException, TooLargeException {
        byte[] piece = new byte[8192];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(body, at, body.length - at);
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0 && !inflater.finished()) {
                    throw new MalformedException(inflater.needsDictionary() ? corrupt(inflater) : CUT_OFF);
                }
                crc.update(piece, 0, length);
                unpacked.add(piece, length);
            }
            at += (int) inflater.getBytesRead();
        } catch (DataFormatException e) {
            throw new MalformedException("flate: corrupt input", e);
        }
    }

    private static String corrupt(Inflater inflater) {
        return "flate: corrupt input before offset " + inflater.getBytesRead();
    }

    private long word() throws MalformedException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private int next() throws MalformedException {
        if (at >= body.length) {
            throw new MalformedException(CUT_OFF);
        }
        return body[at++] & 0xFF;
    }

    /** The body is no gzip body. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        final String forSender;

        MalformedException(String message) {
            super(message);
            this.forSender = message;
        }

        MalformedException(String message, Throwable cause) {
            super(message, cause);
            this.forSender = message;
        }
    }

    /** More comes out than is allowed. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
