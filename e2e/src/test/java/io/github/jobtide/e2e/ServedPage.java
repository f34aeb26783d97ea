package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A page of metrics that a real program serves, until it is closed.
 *
 * @param stop ends all that was started for it
 */
record ServedPage(URI uri, Runnable stop) implements AutoCloseable {
    /** How one is had. */
    record Source(String name, Supplier<ServedPage> start) {
        /** Whether it is one of those of which we know that they write OpenMetrics when asked to. */
        boolean isLibrary() {
            return name.equals("client_java") || name.equals("micrometer");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All that jobtide lint is tried on. */
    static List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (String peer : List.of(Prometheus.NEWEST, Prometheus.DEBIAN_12)) {
            sources.add(source(peer, "", () -> prometheus(peer)));
        }
        for (String peer : List.of("alertmanager-newest", "alertmanager-0.25")) {
            sources.add(source(peer, "", () -> alertmanager(peer)));
        }
        for (String peer : List.of(Pushgateway.NEWEST, Pushgateway.DEBIAN_12)) {
            sources.add(source(peer, "", () -> gateway(Pushgateway.start(peer))));
        }
        for (String peer : List.of("exporters-newest", "exporters-12")) {
            sources.add(source(peer, " node", () -> of(exporter(peer, "node", List.of()), "/metrics")));
            sources.add(source(peer, " blackbox", () -> of(blackbox(peer), "/metrics")));
            sources.add(source(peer, " blackbox probe", () -> probe(peer)));
            sources.add(source(peer, " redis", () -> redis(peer)));
        }
        sources.add(new Source("jobtide", () -> gateway(JobtideGateway.start())));
        sources.add(new Source("client_java", () -> of(PageServer.start(LibraryPages.clientJava()))));
        sources.add(new Source("micrometer", () -> of(PageServer.start(LibraryPages.micrometer()))));
        return sources;
    }

    private static Source source(String peer, String part, Supplier<ServedPage> start) {
        return new Source(peer + part, start);
    }

    private static ServedPage of(ServerProcess server, String path) {
        return new ServedPage(server.uri(path), server::close);
    }

    private static ServedPage of(PageServer server) {
        return new ServedPage(server.metrics(), server::close);
    }

    /** One that scrapes another, so that there is something to tell. */
    private static ServedPage prometheus(String peer) {
        ServerProcess gateway = Pushgateway.start(Pushgateway.NEWEST);
        Prometheus prometheus = Prometheus.start(peer, Prometheus.Format.TEXT, gateway.port());
        prometheus.await("up == 1", found -> !found.isEmpty());
        return new ServedPage(prometheus.ownMetrics(), () -> {
            prometheus.close();
            gateway.close();
        });
    }

    private static ServedPage alertmanager(String peer) {
        Path folder = Workspace.newFolder(peer);
        Alerting.ownTemplates(folder);
        Path configuration = written(folder.resolve("alertmanager.yml"),
                "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        int port = ServerProcess.freePort();
        return of(ServerProcess.start(peer, port, folder,
                List.of(Workspace.peer(peer, "prometheus-alertmanager").toString(), "--config.file=" + configuration,
                        "--storage.path=" + folder.resolve("data"), "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port),
                "/-/ready"), "/metrics");
    }

    /** One to which a client has pushed. */
    private static ServedPage gateway(ServerProcess gateway) {
        ClientJava.pushUsualHistogram(gateway);
        return of(gateway, "/metrics");
    }

    private static ServerProcess exporter(String peer, String kind, List<String> flags) {
        return exporter(peer, kind, Workspace.newFolder(peer), flags);
    }

    private static ServerProcess exporter(String peer, String kind, Path folder, List<String> flags) {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(
                List.of(Workspace.peer(peer, "prometheus-" + kind + "-exporter").toString(),
                        "--web.listen-address=127.0.0.1:" + port));
        command.addAll(flags);
        return ServerProcess.start(kind, port, folder, command, "/metrics");
    }

    private static ServerProcess blackbox(String peer) {
        Path folder = Workspace.newFolder(peer);
        Path configuration = written(folder.resolve("blackbox.yml"),
                "modules: {http: {prober: http, http: {preferred_ip_protocol: ip4}}}\n");
        return exporter(peer, "blackbox", folder, List.of("--config.file=" + configuration));
    }

    /** Of its own page. */
    private static ServedPage probe(String peer) {
        ServerProcess blackbox = blackbox(peer);
        return of(blackbox, "/probe?module=http&target=" + blackbox.uri("/metrics"));
    }

    private static ServedPage redis(String peer) {
        Redis redis = Redis.start();
        ServerProcess exporter = exporter(peer, "redis", List.of("--redis.addr=" + redis.address()));
        return new ServedPage(exporter.uri("/metrics"), () -> {
            exporter.close();
            redis.close();
        });
    }

    private static Path written(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
