package io.github.jobtide.gateway;

import io.netty.buffer.ByteBuf;

/**
 * Where in a chunked body its reader stands, so that each chunk's first line can be judged before it is read: one to sixteen hex digits,
 * then blanks, then extensions. Source: RFC 9112 §7.1.
 */
class ChunkFrames {
    /** A body that is not chunked. */
    static final ChunkFrames NONE = new ChunkFrames() {
        @Override
        boolean mayRead(ByteBuf in) {
            return true;
        }

        @Override
        void read(int bytes) {
            // nothing to keep
        }
    };

    private static final int MAX_LINE = 4096;
    private static final int MAX_DIGITS = 16;
    /** What senders may spend on first lines beyond what they need: so much at once, and so much for each byte of the body. */
    private static final long FREE_BYTES = 16 * 1024;
    private static final int USUAL_LINE = 16;

    private long left;
    private long excess;
    private boolean trailers;
    private boolean wrong;

    /** Whether the decoder may go on with these bytes; else more must come first, unless {@link #areWrong}. */
    boolean mayRead(ByteBuf in) {
        if (left > 0 || trailers || wrong) {
            return !wrong;
        }
        int line = in.bytesBefore((byte) '\n') + 1;
        if (line > MAX_LINE || (line == 0 && in.readableBytes() >= MAX_LINE)) {
            wrong = true;
        } else if (line > 0) {
            begin(in, in.readerIndex(), line);
        }
        return line > 0 && !wrong;
    }

    boolean areWrong() {
        return wrong;
    }

    private void begin(ByteBuf in, int from, int line) {
        int digits = 0;
        long size = 0;
        for (int digit = hex(in, from); digit >= 0 && digits <= MAX_DIGITS; digit = hex(in, from + digits)) {
            size = size << 4 | digit;
            digits++;
        }
        int end = from + line - 2;
        excess = Math.max(0, excess + line - USUAL_LINE - 2 * Math.min(size, FREE_BYTES));
        if (digits == 0 || digits > MAX_DIGITS || size < 0 || !isEndedWell(in, from + digits, end)
                || excess > FREE_BYTES) {
            wrong = true;
        }
        trailers = size == 0;
        left = trailers ? 0 : line + size + 2;
    }

    private static int hex(ByteBuf in, int at) {
        return Character.digit(in.getUnsignedByte(at), 16);
    }

    /** Blanks, and behind them nothing or extensions, ended by CR LF. */
    private static boolean isEndedWell(ByteBuf in, int from, int end) {
        int at = from;
        while (at < end && (in.getByte(at) == ' ' || in.getByte(at) == '\t')) {
            at++;
        }
        return at <= end && in.getByte(end) == '\r' && (at == end || in.getByte(at) == ';');
    }

    /** That many bytes have been read. */
    void read(int bytes) {
        if (!trailers) {
            left -= bytes;
        }
    }
}
