package io.github.jobtide.gateway;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SSLEngineOptions;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Listens on every address with one event loop, and watches that loop's connections. */
final class Listener implements Deployable {
    private static final System.Logger LOG = System.getLogger(Listener.class.getName());
    private static final long TICK_MILLIS = 1000;
    /** Of one HTTP/2 connection at a time. */
    private static final int MAX_STREAMS = 100;
    /** How many it may take back before they are answered, in half a minute. */
    private static final int MAX_RESETS = 30;
    private static final int RESET_SECONDS = 30;

    private final List<InetSocketAddress> addresses;
    private final GatewayBounds bounds;
    private final Optional<SSLEngineOptions> tls;
    private final Dispatcher dispatcher;
    private final Connections connections;
    private final ByteBudget budget;
    private final TurnedAway turnedAway;
    private final List<HttpServer> servers = new ArrayList<>();

    /** @param connections those of the other loops included */
    Listener(List<InetSocketAddress> addresses, GatewayBounds bounds, Optional<SSLEngineOptions> tls,
            Dispatcher dispatcher, Connections connections, TurnedAway turnedAway) {
        this.addresses = addresses;
        this.bounds = bounds;
        this.tls = tls;
        this.dispatcher = dispatcher;
        this.connections = connections;
        this.budget = dispatcher.budget();
        this.turnedAway = turnedAway;
    }

    @Override
    public Future<?> deploy(Context context) {
        var lane = new Lane(context, new ConnectionWatch(bounds.readTimeout(), bounds.idleTimeout()),
                new Arrivals(budget, bounds.minBodyRate()), turnedAway);
        connections.add(lane);
        context.owner().setPeriodic(TICK_MILLIS, _ -> lane.tick());
        Future<?> listening = Future.succeededFuture();
        for (InetSocketAddress address : addresses) {
            listening = listening.compose(_ -> listen(context, lane, address));
        }
        return listening;
    }

    private Future<?> listen(Context context, Lane lane, InetSocketAddress address) {
        HttpServer server = context.owner().createHttpServer(options());
        servers.add(server);
        server.requestHandler(request -> dispatcher.handle(request, lane));
        server.invalidRequestHandler(request -> refuseInvalid(request, lane));
        server.connectionHandler(connection -> connections.accept(connection, lane));
        server.exceptionHandler(e -> LOG.log(System.Logger.Level.DEBUG, "connection failed", e));
        return server.listen(sharedPort(address), address.getAddress().getHostAddress());
    }

    /** To Vert.x a negative port is any free one, the same for all listeners that give the same number. */
    private int sharedPort(InetSocketAddress address) {
        return address.getPort() == 0 ? -servers.size() : address.getPort();
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions().setMaxInitialLineLength(bounds.maxHeadBytes())
                .setMaxHeaderSize(bounds.maxHeadBytes()).setTcpNoDelay(true).setReuseAddress(true)
                .setHttp2ClearTextEnabled(false).setAcceptBacklog(1024)
                .setPerFrameWebSocketCompressionSupported(false).setPerMessageWebSocketCompressionSupported(false);
        tls.ifPresent(engine -> options.setSsl(true).setUseAlpn(true).setSslEngineOptions(engine)
                .setKeyCertOptions(new KeysElsewhere())
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS)
                        .setMaxHeaderListSize(bounds.maxHeadBytes()))
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_SECONDS));
        return options;
    }

    private void refuseInvalid(HttpServerRequest request, Lane lane) {
        if (lane.watch().isClosing(request.connection())) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        boolean tooLong = cause instanceof io.netty.handler.codec.TooLongFrameException;
        lane.turnsAway(tooLong ? TurnedAway.Reason.HEAD_SIZE : TurnedAway.Reason.MALFORMED);
        String message = tooLong
                ? "431 Request Header Fields Too Large: the request line or the headers take more than %d bytes, or there are more than %d headers; send less, or raise --limits.head-bytes"
                        .formatted(bounds.maxHeadBytes(), StrictRequestDecoder.MAX_HEADERS)
                : "400 Bad Request";
        request.response().setStatusCode(tooLong ? 431 : 400).putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Connection", "close").end(message);
    }

    /** The ports that were taken, in the order of the addresses. */
    List<Integer> ports() {
        return servers.stream().map(HttpServer::actualPort).toList();
    }

    /** Stops accepting at once, and ends when every request in flight is answered, or the time is over. */
    Future<?> shutdown() {
        return Future.join(servers.stream().map(server -> server.shutdown(bounds.stopTimeout())).toList());
    }
}
