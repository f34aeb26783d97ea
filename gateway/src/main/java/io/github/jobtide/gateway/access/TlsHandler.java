package io.github.jobtide.gateway.access;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** One connection's TLS. Who speaks plain HTTP is told so; connections count from their first moment, long before a handshake ends. */
final class TlsHandler extends SslHandler {
    private static final Set<String> HTTP = Set.of("GET /", "HEAD ", "POST ", "PUT /", "DELET", "OPTIO");
    private static final int RECORD_HEAD = 5;
    private static final long DRAIN_MILLIS = 500;
    private static final String ANSWER = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

    private final AtomicInteger connections;
    private final int maxConnections;
    private boolean begun;
    private boolean refused;

    TlsHandler(SSLEngine engine, Executor executor, AtomicInteger connections, int maxConnections) {
        super(engine, executor);
        this.connections = connections;
        this.maxConnections = maxConnections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        ctx.channel().closeFuture().addListener(_ -> connections.decrementAndGet());
        var _ = handshakeFuture().addListener(_ -> meter(ctx));
        if (connections.incrementAndGet() > maxConnections) {
            var _ = ctx.close();
        }
    }

    private void meter(ChannelHandlerContext ctx) {
        if ("h2".equals(applicationProtocol())) {
            var _ = ctx.pipeline().addAfter(ctx.name(), "frame-meter", new FrameMeter());
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        if (!begun && in.readableBytes() >= RECORD_HEAD) {
            begun = true;
            refused = HTTP.contains(in.toString(in.readerIndex(), RECORD_HEAD, StandardCharsets.US_ASCII));
            if (refused) {
                var _ = ctx.writeAndFlush(Unpooled.copiedBuffer(ANSWER, StandardCharsets.US_ASCII));
                // What else is on its way is taken for a moment: an end too early would take the answer from the client.
                var _ = ctx.executor().schedule(() -> {
                    var _ = ctx.close();
                }, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        if (refused) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(ctx, in, out);
        }
    }
}
