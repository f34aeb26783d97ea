package io.github.jobtide.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver of Alertmanager's webhooks that keeps what it gets. Any number of threads may look. */
final class WebhookSink implements AutoCloseable {
    private final HttpServer server;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    /** One alert of one notification. */
    record Notice(Instant at, String receiver, String status, Map<String, Object> labels,
            Map<String, Object> annotations) {
        String alert() {
            return labels.getOrDefault("alertname", "").toString();
        }

        String job() {
            return labels.getOrDefault("job", "").toString();
        }

        boolean isFiring() {
            return status.equals("firing");
        }
    }

    private WebhookSink(HttpServer server) {
        this.server = server;
    }

    static WebhookSink start() {
        try {
            var sink = new WebhookSink(
                    HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50));
            sink.server.createContext("/", sink::take);
            sink.server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Object> message = Json.object(Json.read(body));
        for (Object each : Json.list(message.getOrDefault("alerts", List.of()))) {
            Map<String, Object> alert = Json.object(each);
            notices.add(new Notice(Instant.now(), message.getOrDefault("receiver", "").toString(),
                    alert.getOrDefault("status", "").toString(), Json.object(alert.getOrDefault("labels", Map.of())),
                    Json.object(alert.getOrDefault("annotations", Map.of()))));
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
