package io.github.jobtide.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP server: event loops, one for each two processors but at least two, and a listener on each. */
final class HttpFront implements AutoCloseable {
    private static final long START_SECONDS = 30;
    private static final long CLOSE_SECONDS = 10;

    private final Vertx vertx;
    private final GatewayBounds bounds;
    private final Optional<SSLEngineOptions> tls;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();

    private HttpFront(Vertx vertx, GatewayBounds bounds, Optional<SSLEngineOptions> tls) {
        this.vertx = vertx;
        this.bounds = bounds;
        this.tls = tls;
    }

    /**
     * @param tls empty for plain HTTP
     * @throws GatewayException if an address cannot be listened on
     */
    static HttpFront start(List<ListenAddress> configured, GatewayBounds bounds, Optional<SSLEngineOptions> tls,
            Dispatcher dispatcher, TurnedAway turnedAway) {
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
        var front = new HttpFront(vertx(loops), bounds, tls);
        try {
            front.listen(configured, dispatcher, loops, turnedAway);
            return front;
        } catch (RuntimeException e) {
            front.close();
            throw e;
        }
    }

    private static Vertx vertx(int loops) {
        var options = new VertxOptions().setEventLoopPoolSize(loops).setWorkerPoolSize(1).setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(true).setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        VertxBuilder builder = Vertx.builder().with(options);
        return builder.build();
    }

    private void listen(List<ListenAddress> configured, Dispatcher dispatcher, int loops, TurnedAway turnedAway) {
        var connections = new Connections(bounds);
        List<InetSocketAddress> wanted = configured.stream().map(HttpFront::resolve).toList();
        for (int i = 0; i < loops; i++) {
            deploy(new Listener(wanted, bounds, tls, dispatcher, connections, turnedAway), configured);
        }
        List<Integer> ports = listeners.get(0).ports();
        for (int i = 0; i < wanted.size(); i++) {
            addresses.add(new InetSocketAddress(wanted.get(i).getAddress(), ports.get(i)));
        }
    }

    private void deploy(Listener listener, List<ListenAddress> configured) {
        try {
            await(vertx.deployVerticle(listener), START_SECONDS);
            listeners.add(listener);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new GatewayException(
                    "cannot listen on %s: %s; choose another --web.listen-address, or end what listens there".formatted(
                            configured.stream().map(ListenAddress::toString).reduce((a, b) -> a + ", " + b).orElse(""),
                            cause.getMessage()),
                    e);
        }
    }

    private static InetSocketAddress resolve(ListenAddress address) {
        try {
            String host = address.host().isEmpty() ? anyAddress() : address.host();
            return new InetSocketAddress(InetAddress.getByName(host), address.port());
        } catch (UnknownHostException e) {
            throw new GatewayException("cannot listen on %s: the host is not known".formatted(address), e);
        }
    }

    /** All interfaces, of both IP versions where there are two. */
    private static String anyAddress() {
        return Files.exists(Path.of("/proc/net/if_inet6")) ? "::" : "0.0.0.0";
    }

    List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public void close() {
        try {
            await(Future.join(listeners.stream().map(Listener::shutdown).toList()),
                    bounds.stopTimeout().toSeconds() + CLOSE_SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(HttpFront.class.getName()).log(System.Logger.Level.WARNING,
                    "requests in flight were cut off: {0}", e.getMessage());
        } finally {
            closeVertx();
        }
    }

    private void closeVertx() {
        try {
            await(vertx.close(), CLOSE_SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new GatewayException("the HTTP server did not end: " + e.getMessage(), e);
        }
    }

    private static void await(Future<?> future, long seconds) throws ExecutionException, TimeoutException {
        try {
            future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException("interrupted while the HTTP server started or stopped", e);
        }
    }
}
