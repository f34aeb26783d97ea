package io.github.jobtide.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
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
 * <p>Source: RFC 9112 §3 and §7.1, and what Go's server refuses. Why it takes the decoder's place: docs/decisions/0006.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    private static final String VERSION = "HTTP/1.";

    /** Each takes much more memory than it takes bytes. */
    static final int MAX_HEADERS = 200;

    private boolean within;
    private boolean leading;
    private boolean refused;
    private int headers;
    private ChunkFrames frames = ChunkFrames.NONE;

    private StrictRequestDecoder(GatewayBounds bounds) {
        super(new Http1ServerConfig().setMaxInitialLineLength(bounds.maxHeadBytes())
                .setMaxHeaderSize(bounds.maxHeadBytes()));
    }

    /** Takes the place of the connection's decoder; before its first byte is read. */
    static void install(HttpConnection connection, GatewayBounds bounds) {
        if (connection instanceof HttpServerConnection http) {
            var pipeline = http.channelHandlerContext().pipeline();
            if (pipeline.get(VertxHttpRequestDecoder.class) != null) {
                pipeline.replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictRequestDecoder(bounds));
            }
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
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
            if (part instanceof HttpMessage message && HttpUtil.isTransferEncodingChunked(message)) {
                frames = new ChunkFrames();
            }
            if (part instanceof LastHttpContent) {
                within = false;
                headers = 0;
                frames = ChunkFrames.NONE;
            }
        }
    }

    private void refuse(List<Object> out) {
        refused = true;
        HttpContent failed = new DefaultHttpContent(io.netty.buffer.Unpooled.EMPTY_BUFFER);
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
}
