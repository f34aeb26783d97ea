package io.github.jobtide.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** Serves what a library of this JVM writes, in the format that it chooses for whoever asks. */
final class PageServer implements AutoCloseable {
    private final HttpServer server;

    /** A library of metrics. Asked by one thread at a time. */
    @FunctionalInterface
    interface Library {
        /**
         * Writes its page.
         *
         * @param accept the header of the request
         * @return the type of what it wrote
         */
        String write(String accept, OutputStream out) throws IOException;
    }

    private PageServer(HttpServer server) {
        this.server = server;
    }

    static PageServer start(Library library) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
            server.createContext("/metrics", exchange -> answer(exchange, library));
            server.start();
            return new PageServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, Library library) throws IOException {
        try (exchange) {
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            String accept = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
            exchange.getResponseHeaders().set("Content-Type", library.write(accept, page));
            exchange.sendResponseHeaders(200, page.size());
            exchange.getResponseBody().write(page.toByteArray());
        }
    }

    URI metrics() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
