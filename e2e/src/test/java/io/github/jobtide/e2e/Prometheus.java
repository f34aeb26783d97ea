package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A real Prometheus that scrapes one gateway with {@code honor_labels}, as job {@code jobtide}: every second, if nothing else is said. Used by one thread. */
final class Prometheus implements AutoCloseable {
    static final String NEWEST = "prometheus-newest";
    static final String DEBIAN_12 = "prometheus-2.42";

    /** Between two scrapes, and for each, where none may fail on a machine that has much else to do. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ServerProcess server;

    private Prometheus(ServerProcess server) {
        this.server = server;
    }

    /** The format that a Prometheus asks for. */
    enum Format {
        TEXT, PROTOBUF,
        /** Protobuf, and native histograms and exemplars are kept. */
        NATIVE
    }

    /** A value at a time. */
    record Point(double seconds, double value) {}

    static Prometheus start(String peer, Format format, int gatewayPort) {
        return start(peer, format, "", gatewayPort);
    }

    /** Scrapes less often, and gives each scrape as much time. */
    static Prometheus startPatient(String peer, Format format, int gatewayPort) {
        String times = "    scrape_interval: %1$ds\n    scrape_timeout: %1$ds\n".formatted(PATIENCE.toSeconds());
        return start(peer, format, times, gatewayPort);
    }

    private static Prometheus start(String peer, Format format, String scrape, int gatewayPort) {
        String protocols = peer.equals(NEWEST) && format == Format.PROTOBUF
                ? "    scrape_protocols: [PrometheusProto]\n"
                : "";
        // Debian 12's version asks for protobuf by a feature flag.
        String[] flags = format == Format.NATIVE
                ? new String[]{"--enable-feature=native-histograms,exemplar-storage"}
                : peer.equals(DEBIAN_12) && format == Format.PROTOBUF
                        ? new String[]{"--enable-feature=native-histograms"}
                        : new String[0];
        return start(peer, scrape + protocols, gatewayPort, flags);
    }

    /** @param scrape more lines of the scrape configuration, indented by four */
    static Prometheus start(String peer, String scrape, int gatewayPort, String... flags) {
        Path folder = Workspace.newFolder(peer);
        return start(peer, folder, configuration(folder, peer, scrape, gatewayPort), flags);
    }

    /** With rules, which it looks at every second, and the name of scrape job that they expect. */
    static Prometheus startWithRules(String peer, Path rules, int gatewayPort) {
        Path folder = Workspace.newFolder(peer);
        try {
            return start(peer, folder, Files.writeString(folder.resolve("prometheus.yml"), """
                    global:
                      scrape_interval: 1s
                      scrape_timeout: 1s
                      evaluation_interval: 1s
                    rule_files: ["%s"]
                    scrape_configs:
                      - job_name: jobtide-gateway
                        honor_labels: true
                        static_configs:
                          - targets: ["127.0.0.1:%d"]
                    """.formatted(rules, gatewayPort)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure " + peer, e);
        }
    }

    private static Prometheus start(String peer, Path folder, Path configuration, String... flags) {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(
                List.of(Workspace.peer(peer, "prometheus").toString(), "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(flags));
        return new Prometheus(ServerProcess.start(peer, port, folder, command, "/-/ready"));
    }

    private static Path configuration(Path folder, String peer, String scrape, int gatewayPort) {
        try {
            return Files.writeString(folder.resolve("prometheus.yml"), """
                    global:
                      scrape_interval: 1s
                      scrape_timeout: 1s
                    scrape_configs:
                      - job_name: jobtide
                        honor_labels: true
                    %s    static_configs:
                          - targets: ["127.0.0.1:%d"]
                    """.formatted(scrape, gatewayPort));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure " + peer, e);
        }
    }

    /** The series that the query finds now. */
    List<Sample> query(String query) {
        return result(query).stream().map(series -> {
            List<Object> point = Json.list(series.getOrDefault("value", List.of()));
            return Sample.of(labels(series), point.get(1).toString());
        }).toList();
    }

    /** What the API tells of the one native histogram that the query finds now: count, sum and buckets; empty if there is none. */
    Map<String, Object> histogram(String query) {
        List<Map<String, Object>> series = result(query);
        List<Object> point = series.size() == 1
                ? Json.list(series.getFirst().getOrDefault("histogram", List.of()))
                : List.of();
        return point.isEmpty() ? Map.of() : Json.object(point.get(1));
    }

    /** The exemplars of all series that the query finds, each as {@code SERIES LABELS VALUE}. */
    List<String> exemplars(String query) {
        long now = System.currentTimeMillis() / 1000;
        Object data = data("/api/v1/query_exemplars?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + "&start=" + (now - 3600) + "&end=" + (now + 3600));
        List<String> found = new ArrayList<>();
        for (Object series : Json.list(data)) {
            Object name = Json.object(Json.object(series).getOrDefault("seriesLabels", Map.of())).get("__name__");
            for (Object exemplar : Json.list(Json.object(series).getOrDefault("exemplars", List.of()))) {
                Map<String, Object> members = Json.object(exemplar);
                found.add(name + " " + members.get("labels") + " " + members.get("value"));
            }
        }
        return found;
    }

    /** Where its own metrics are. */
    URI ownMetrics() {
        return server.uri("/metrics");
    }

    boolean isAlive() {
        return server.isAlive();
    }

    /** The points of the one series that the range query finds. */
    List<Point> points(String query) {
        List<Map<String, Object>> series = result(query);
        if (series.size() != 1) {
            throw new IllegalStateException(query + " finds not one series but " + series);
        }
        return Json.list(series.getFirst().getOrDefault("values", List.of())).stream().map(Json::list).map(
                point -> new Point(Double.parseDouble(point.get(0).toString()), Sample.number(point.get(1).toString())))
                .toList();
    }

    /** Asks again and again until the result is as wanted, or time is up; the last result either way. */
    List<Sample> await(String query, Predicate<List<Sample>> wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<Sample> found = query(query);
        while (!wanted.test(found) && System.nanoTime() < deadline) {
            Pause.of(Duration.ofMillis(100));
            found = query(query);
        }
        return found;
    }

    /** The type that Prometheus has noted for a family. */
    String type(String family) {
        Map<String, Object> families = Json.object(data("/api/v1/metadata?metric=" + family));
        return Json.object(Json.list(families.getOrDefault(family, List.of(Map.of()))).getFirst())
                .getOrDefault("type", "(none)").toString();
    }

    private List<Map<String, Object>> result(String query) {
        Object data = data("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return Json.list(Json.object(data).getOrDefault("result", List.of())).stream().map(Json::object).toList();
    }

    private Object data(String path) {
        Answer answer = server.exchange(Request.of("GET", path));
        if (answer.status() != 200) {
            throw new IllegalStateException(server.name() + " answers " + answer + " to " + path);
        }
        return Json.object(Json.read(answer.text())).getOrDefault("data", Map.of());
    }

    private static Map<String, String> labels(Map<String, Object> series) {
        Map<String, String> labels = new TreeMap<>();
        Json.object(series.getOrDefault("metric", Map.of()))
                .forEach((name, value) -> labels.put(name, value.toString()));
        return labels;
    }

    @Override
    public void close() {
        server.kill();
    }
}
