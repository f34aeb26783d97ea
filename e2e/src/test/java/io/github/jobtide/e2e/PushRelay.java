package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands where wrappers take a gateway to be: passes their pushes on to one, notes them, or answers something by itself. */
final class PushRelay implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private volatile Optional<ServerProcess> gateway = Optional.empty();
    private volatile int status = 503;
    private volatile String header = "";
    private volatile String heldId = "";
    private volatile Duration heldFor = Duration.ZERO;
    private volatile boolean hasHeld;

    /** One push that the gateway has taken. */
    record Passed(String path, String id, double eventTime, boolean replayed) {}

    private PushRelay(HttpServer server) {
        this.server = server;
    }

    static PushRelay start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 64);
            PushRelay relay = new PushRelay(server);
            server.setExecutor(relay.threads);
            server.createContext("/", relay::pass);
            server.start();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("no relay on 127.0.0.1", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param moreHeader {@code NAME: VALUE}, or empty */
    PushRelay answering(int answered, String moreHeader) {
        header = moreHeader;
        status = answered;
        gateway = Optional.empty();
        return this;
    }

    /** From now on everything goes to that one. */
    void passTo(ServerProcess to) {
        gateway = Optional.of(to);
    }

    /** Keeps pushes whose id ends so for that long before it passes them on. */
    PushRelay holding(String idEnd, Duration time) {
        heldFor = time;
        heldId = idEnd;
        return this;
    }

    /** Whether it has begun to hold one. */
    boolean hasHeld() {
        return hasHeld;
    }

    private void hold(String id) {
        if (!heldId.isEmpty() && id.endsWith(heldId)) {
            hasHeld = true;
            Pause.of(heldFor);
        }
    }

    /** What has been taken, in that order. */
    List<Passed> passed() {
        return passed;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            hold(header(exchange, "Jobtide-Push-Id"));
            Optional<ServerProcess> to = gateway;
            Answer answer = to.isEmpty()
                    ? new Answer(status, List.of(), ByteString.copyFromUtf8("told so\n"))
                    : to.get().exchange(request(exchange, body));
            if (to.isPresent() && answer.status() >= 200 && answer.status() < 300) {
                passed.add(new Passed(exchange.getRequestURI().getPath(), header(exchange, "Jobtide-Push-Id"),
                        Double.parseDouble("0" + header(exchange, "Jobtide-Event-Time")),
                        !header(exchange, "Jobtide-Replay").isEmpty()));
            }
            if (to.isEmpty() && !header.isEmpty()) {
                exchange.getResponseHeaders().set(header.substring(0, header.indexOf(':')),
                        header.substring(header.indexOf(':') + 1).strip());
            }
            exchange.sendResponseHeaders(answer.status() == 0 ? 502 : answer.status(),
                    answer.body().isEmpty() ? -1 : answer.body().size());
            answer.body().writeTo(exchange.getResponseBody());
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        Request request = Request.of(exchange.getRequestMethod(), exchange.getRequestURI().toString())
                .with(ByteString.copyFrom(body));
        for (String name : List.of("Content-Type", "Content-Encoding", "Jobtide-Push-Id", "Jobtide-Event-Time",
                "Jobtide-Client-Time", "Jobtide-Replay")) {
            if (!header(exchange, name).isEmpty()) {
                request = request.with(name, header(exchange, name));
            }
        }
        return request;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
