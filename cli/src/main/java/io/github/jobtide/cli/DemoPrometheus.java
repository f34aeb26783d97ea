package io.github.jobtide.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus that scrapes the demo's gateway, in a process of its own. */
final class DemoPrometheus implements AutoCloseable {
    static final String QUERY = "sum by (region) (msisdn_stock_available)";

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Process process;
    private final URI address;

    private DemoPrometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the first Prometheus that is found on PATH or among the test peers; nothing if there is none. */
    static Optional<DemoPrometheus> start(Path folder, URI gateway) {
        return candidates().filter(Files::isExecutable).findFirst().map(program -> start(program, folder, gateway));
    }

    private static Stream<Path> candidates() {
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(place -> Path.of(place, "prometheus"));
        Path peers = Path.of(System.getProperty("jobtide.home", "."), "target", "peers");
        return Stream.concat(onPath, Stream.of("prometheus-newest", "prometheus-2.42")
                .map(peer -> peers.resolve(peer).resolve("usr/bin/prometheus")));
    }

    private static DemoPrometheus start(Path program, Path folder, URI gateway) {
        try {
            Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s}
                    scrape_configs:
                      - job_name: jobtide
                        honor_labels: true
                        static_configs: [{targets: ["%s"]}]
                    """.formatted(gateway.getAuthority()));
            int port = freePort();
            Process process = new ProcessBuilder(program.toString(), "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("prometheus"), "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true).redirectOutput(folder.resolve("prometheus.log").toFile()).start();
            process.getOutputStream().close();
            return new DemoPrometheus(process, URI.create("http://localhost:" + port));
        } catch (IOException e) {
            throw new CommandFailedException("cannot start %s: %s".formatted(program, e.getMessage()));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        return address;
    }

    /** Its answer to {@link #QUERY}, as soon as it has scraped the gateway. */
    String answer() throws InterruptedException {
        URI query = address.resolve("/api/v1/query?query=" + QUERY.replace(" ", "%20"));
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                String answer = Scrape.fetch(query);
                if (answer.contains("region")) {
                    return answer;
                }
            } catch (CommandFailedException e) {
                // It has not opened its port yet; the deadline bounds this.
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new CommandFailedException("Prometheus has not answered %s within %d s".formatted(query,
                LONGEST.toSeconds()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
