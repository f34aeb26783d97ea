package io.github.jobtide.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Decodes HTTP/1.x requests without what Netty lets pass: a request line with other than single spaces in it or anything before it,
 * another version, chunk sizes and chunk extensions that two servers may read differently. Belongs to one connection.
 *
 * <p>It decodes one request at a time: what comes behind it stays as bytes, few of them, until the answer has been taken by the client's
 * side. So a client that sends on and on, and reads nothing, takes no more memory than any other.
 *
 * <p>Source: RFC 9112 §3 and §7.1, and what Go's server refuses. Why it takes the decoder's place: docs/decisions/0006.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    private static final String VERSION = "HTTP/1.";

    /** Each takes much more memory than it takes bytes. */
    static final int MAX_HEADERS = 200;
    /** Read at a time. A connection that waits holds at most this and a head. */
    private static final int READ_BYTES = 8 * 1024;
    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(512, 2048, READ_BYTES);

    private boolean within;
    private boolean leading;
    private boolean refused;
    private int headers;
    private ChunkFrames frames = ChunkFrames.NONE;
    /** Whether all of a request is here. */
    private boolean received;
    /** Whether its answer is on the wire. */
    private boolean answered;
    private boolean waits;

    StrictRequestDecoder(GatewayBounds bounds) {
        super(new Http1ServerConfig().setMaxInitialLineLength(bounds.maxHeadBytes())
                .setMaxHeaderSize(bounds.maxHeadBytes()));
    }

    /** Takes the place of the connection's decoder; before its first byte is read. */
    static void install(HttpConnection connection, GatewayBounds bounds) {
        if (connection instanceof HttpServerConnection http) {
            var pipeline = http.channelHandlerContext().pipeline();
            http.channelHandlerContext().channel().config().setRecvByteBufAllocator(READS);
            if (pipeline.get(VertxHttpRequestDecoder.class) != null) {
                var decoder = new StrictRequestDecoder(bounds);
                pipeline.replace(VertxHttpRequestDecoder.class, "httpDecoder", decoder);
                pipeline.addBefore(http.channelHandlerContext().name(), "answers", decoder.answers());
            }
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (received && !answered) {
            waits = true;
            context.channel().config().setAutoRead(false);
            return;
        }
        received = false;
        if (!within && in.isReadable()) {
            within = true;
            leading = in.getByte(in.readerIndex()) <= ' ';
        }
        if (!frames.mayRead(in)) {
            if (frames.areWrong()) {
                refuse(out);
            }
            return;
        }
        int before = in.readerIndex();
        super.decode(context, in, out);
        frames.read(in.readerIndex() - before);
        look(out);
    }

    /** Which part of a request is over. */
    private void look(List<Object> out) {
        for (Object part : out) {
            if (part instanceof HttpMessage) {
                answered = false;
            }
            if (part instanceof HttpMessage message && HttpUtil.isTransferEncodingChunked(message)) {
                frames = new ChunkFrames();
            }
            if (part instanceof LastHttpContent) {
                within = false;
                received = true;
                headers = 0;
                frames = ChunkFrames.NONE;
            }
        }
    }

    private void refuse(List<Object> out) {
        refused = true;
        HttpContent failed = new DefaultHttpContent(Unpooled.EMPTY_BUFFER);
        failed.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a chunk's size is malformed")));
        out.add(failed);
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        if (leading || start != 0) {
            throw new IllegalArgumentException("something stands before the request line");
        }
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        requireSingleSpace(line, start);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        requireSingleSpace(line, start);
        String version = super.splitThirdWordInitialLine(line, start, length);
        if (version.length() != 8 || !version.startsWith(VERSION) || version.charAt(7) > '1') {
            throw new IllegalArgumentException("the version is neither HTTP/1.0 nor HTTP/1.1");
        }
        return version;
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (++headers > MAX_HEADERS) {
            throw new TooLongHttpHeaderException("more than %d headers".formatted(MAX_HEADERS));
        }
        return super.splitHeaderName(line, start, length);
    }

    private static void requireSingleSpace(byte[] line, int start) {
        if (start < 2 || line[start - 1] != ' ' || (line[start - 2] >= 0 && line[start - 2] <= ' ')) {
            throw new IllegalArgumentException("the request line's words are not separated by single spaces");
        }
    }

    /** Belongs between this and whoever answers. */
    ChannelHandler answers() {
        return new Answers();
    }

    /** Goes on with what stands behind the request that was answered. */
    private void goOn(ChannelHandlerContext context) {
        answered = true;
        if (waits && received && !context.isRemoved()) {
            waits = false;
            context.channel().config().setAutoRead(true);
            try {
                channelRead(context, Unpooled.EMPTY_BUFFER);
                channelReadComplete(context);
            } catch (Exception e) {
                context.fireExceptionCaught(e);
            }
        }
    }

    /** Looks for the end of each answer on its way out. */
    private final class Answers extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            boolean interim = message instanceof HttpResponse response && response.status().code() < 200;
            if (message instanceof LastHttpContent && !interim) {
                ChannelHandlerContext decoder = context.pipeline().context(StrictRequestDecoder.this);
                var _ = context.write(message, promise.unvoid()).addListener(_ -> goOn(decoder));
            } else {
                var _ = context.write(message, promise);
            }
        }
    }
}
