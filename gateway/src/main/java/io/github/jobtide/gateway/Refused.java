package io.github.jobtide.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.nio.charset.StandardCharsets;

/** Ends a connection before anything is read from it. */
final class Refused {
    private Refused() {}

    /** Tells why, where nothing but plain HTTP/1.x can be spoken. */
    static void close(HttpConnection connection, String message) {
        if (connection instanceof HttpServerConnection http && !connection.isSsl()) {
            byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
            String head = """
                    HTTP/1.1 503 Service Unavailable\r
                    Content-Type: text/plain; charset=utf-8\r
                    Retry-After: 1\r
                    Connection: close\r
                    Content-Length: %d\r
                    \r
                    """.formatted(body.length);
            http.channelHandlerContext().pipeline().firstContext()
                    .writeAndFlush(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            var _ = connection.close();
        }
    }
}
