package io.github.jobtide.gateway.access;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/** TLS of a server whose keys, authorities and rules may change: each connection gets those that are in force when it comes. Any thread. */
final class LiveTls extends SSLEngineOptions {
    private final Supplier<Context> current;
    private final int maxConnections;
    private final AtomicInteger connections = new AtomicInteger();

    /** @param maxConnections how many there may be, those that have not said a word yet included; more are closed as they come */
    LiveTls(Supplier<Context> current, int maxConnections) {
        this.current = current;
        this.maxConnections = maxConnections;
    }

    /**
     * What is in force.
     *
     * @param curves in Java's names, in order of preference; none for Java's own choice
     * @param clients the judge of clients' certificates
     */
    record Context(SslContext netty, List<String> curves, ClientCertificates clients) {}

    @Override
    public SSLEngineOptions copy() {
        return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return LiveContext::new;
    }

    /** Looks like one context to whoever holds it. */
    private final class LiveContext extends SslContext {
        @Override
        protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls, Executor executor) {
            return new TlsHandler(newEngine(alloc), executor, connections, maxConnections);
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator alloc, String host, int port, boolean startTls,
                Executor executor) {
            return newHandler(alloc, startTls, executor);
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator alloc) {
            Context context = current.get();
            SSLEngine engine = context.netty.newEngine(alloc);
            var parameters = engine.getSSLParameters();
            parameters.setUseCipherSuitesOrder(true);
            if (!context.curves.isEmpty()) {
                parameters.setNamedGroups(context.curves.toArray(String[]::new));
            }
            engine.setSSLParameters(parameters);
            return engine;
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator alloc, String host, int port) {
            return newEngine(alloc);
        }

        @Override
        public boolean isClient() {
            return false;
        }

        @Override
        public List<String> cipherSuites() {
            return current.get().netty.cipherSuites();
        }

        @Override
        @SuppressWarnings("deprecation") // Netty's own type is, and asked for all the same.
        public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
            return current.get().netty.applicationProtocolNegotiator();
        }

        @Override
        public SSLSessionContext sessionContext() {
            return current.get().netty.sessionContext();
        }
    }
}
