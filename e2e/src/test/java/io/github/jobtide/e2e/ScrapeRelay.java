package io.github.jobtide.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Stands between a Prometheus and a gateway, passes scrapes on as they are, and notes in which format the gateway answered. */
final class ScrapeRelay implements AutoCloseable {
    private final ServerProcess gateway;
    private final HttpServer server;
    private final Set<String> contentTypes = new ConcurrentSkipListSet<>();

    private ScrapeRelay(ServerProcess gateway, HttpServer server) {
        this.gateway = gateway;
        this.server = server;
    }

    static ScrapeRelay before(ServerProcess gateway) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
            ScrapeRelay relay = new ScrapeRelay(gateway, server);
            server.createContext("/", relay::pass);
            server.start();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("no relay on 127.0.0.1", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    Set<String> contentTypes() {
        return contentTypes;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.of(exchange.getRequestMethod(), exchange.getRequestURI().toString());
            for (String name : List.of("Accept", "Accept-Encoding")) {
                for (String value : exchange.getRequestHeaders().getOrDefault(name, List.of())) {
                    request = request.with(name, value);
                }
            }
            Answer answer = gateway.exchange(request);
            answer.header("Content-Type").ifPresent(contentTypes::add);
            for (String name : List.of("Content-Type", "Content-Encoding")) {
                answer.header(name).ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(answer.status() == 0 ? 502 : answer.status(), answer.body().size());
            answer.body().writeTo(exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
