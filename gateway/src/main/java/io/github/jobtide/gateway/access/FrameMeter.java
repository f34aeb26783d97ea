package io.github.jobtide.gateway.access;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends an HTTP/2 connection that sends more frames than any honest client: pings, settings, resets and the like cost their sender next to
 * nothing, and the server a look at each and often an answer. It reads no more of a frame than its head (RFC 9113, section 4.1) and
 * changes nothing. One connection, on its event loop.
 *
 * <p>Free are frames that carry something: HEADERS, of which streams and resets bound the number, and DATA that is not empty. Updates of
 * the window pay with what was sent to the client, because some clients send two for every 4 KiB.
 */
final class FrameMeter extends ChannelDuplexHandler {
    static final int MAX_FRAMES = 500;
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int BYTES_PER_UPDATE = 1024;

    private static final int PREFACE_BYTES = 24;
    private static final int HEAD_BYTES = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;

    private final byte[] head = new byte[HEAD_BYTES];
    private int headLength;
    private long toSkip = PREFACE_BYTES;
    private int frames;
    private long sentBytes;
    private long windowStart = System.nanoTime();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            count(bytes, bytes.readerIndex());
            if (frames > MAX_FRAMES && !isNewWindow()) {
                ReferenceCountUtil.release(message);
                var _ = ctx.close();
                return;
            }
        }
        ctx.fireChannelRead(message);
    }

    private boolean isNewWindow() {
        long now = System.nanoTime();
        if (now - windowStart < WINDOW_NANOS) {
            return false;
        }
        windowStart = now;
        frames = 0;
        return true;
    }

    private void count(ByteBuf bytes, int from) {
        int at = from;
        int end = bytes.writerIndex();
        while (at < end) {
            if (toSkip > 0) {
                int skipped = (int) Math.min(toSkip, end - at);
                toSkip -= skipped;
                at += skipped;
            } else {
                int taken = Math.min(HEAD_BYTES - headLength, end - at);
                bytes.getBytes(at, head, headLength, taken);
                headLength += taken;
                at += taken;
                if (headLength == HEAD_BYTES) {
                    headLength = 0;
                    frame();
                }
            }
        }
    }

    private void frame() {
        int length = ((head[0] & 0xff) << 16) | ((head[1] & 0xff) << 8) | (head[2] & 0xff);
        toSkip = length;
        int type = head[3];
        boolean free = switch (type) {
            case HEADERS -> true;
            case DATA -> length > 0 || (head[4] & END_STREAM) != 0;
            case WINDOW_UPDATE -> isPaid();
            default -> false;
        };
        frames += free ? 0 : 1;
    }

    private boolean isPaid() {
        boolean paid = sentBytes >= BYTES_PER_UPDATE;
        sentBytes -= paid ? BYTES_PER_UPDATE : 0;
        return paid;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            sentBytes += bytes.readableBytes();
        }
        var _ = ctx.write(message, promise);
    }
}
