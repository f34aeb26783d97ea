package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code ./jobtide demo}, with the real Prometheus that {@code tools/peers} brought. */
final class DemoTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path temporary = Workspace.newFolder("demo");

    @Test
    void onceShowsThePushTheScrapeAndPrometheussAnswerAndLeavesNothingBehind() throws IOException {
        Workspace.peer("prometheus-newest", "prometheus");

        Command.Result demo = Command.run(LIMIT, environment(), command("--once"));

        assertThat(demo.output()).containsPattern("\\./jobtide run --job msisdn_stock_monitor .*/numbers\\.db\n")
                .contains("msisdn_stock_available{instance=\"\",job=\"msisdn_stock_monitor\",region=\"north\"} 9\n")
                .contains("jobtide_last_run_success{instance=\"\",job=\"msisdn_stock_monitor\"} 1\n")
                .containsPattern("\\{\"region\":\"north\"},\"value\":\\[[0-9.]+,\"9\"]}")
                .contains("honor_labels: true");
        assertThat(demo.status()).isZero();
        assertThat(left()).isEmpty();
    }

    @Test
    void withoutOnceItStaysUntilItIsToldToEndAndItNeedsNoSqlite() throws Exception {
        Path output = Workspace.newFolder("demo-output").resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        builder.environment().put("PATH", pathWithoutSqlite().toString());

        Process demo = builder.start();
        try {
            awaitLine(demo, output, "Ctrl-C ends it");
            demo.destroy();

            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
            assertThat(demo.exitValue()).isZero();
            assertThat(Files.readString(output))
                    .contains("-- examples/msisdn-stock/count.sh examples/msisdn-stock/numbers.csv\n")
                    .contains(
                            "msisdn_stock_available{instance=\"\",job=\"msisdn_stock_monitor\",region=\"north\"} 9\n");
            assertThat(left()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    /** All programs of this machine but one. */
    private static Path pathWithoutSqlite() throws IOException {
        Path programs = Workspace.newFolder("programs");
        for (String place : System.getenv("PATH").split(":")) {
            try (Stream<Path> files = Files.isDirectory(Path.of(place)) ? Files.list(Path.of(place)) : Stream.empty()) {
                for (Path file : files.filter(file -> !file.endsWith("sqlite3")).toList()) {
                    Path link = programs.resolve(file.getFileName());
                    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, file);
                    }
                }
            }
        }
        return programs;
    }

    private static void awaitLine(Process process, Path output, String text) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.readString(output).contains(text)) {
            assertThat(process.isAlive() && System.nanoTime() < deadline).as(Files.readString(output)).isTrue();
            Pause.of(Duration.ofMillis(100));
        }
    }

    private static List<String> command(String... flags) {
        return Stream.of(JobtideGateway.command().stream(), Stream.of("demo"), Stream.of(flags)).flatMap(part -> part)
                .toList();
    }

    private Map<String, String> environment() {
        return Map.of("JOBTIDE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    }

    /** Vert.x and the JVM's own temporary files are not the demo's. */
    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("jobtide-demo-")).toList();
        }
    }
}
