package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code ./jobtide} as a user or a supervisor starts it. */
final class LauncherTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path LAUNCHER = Workspace.root().resolve("jobtide");

    @Test
    void theVersionNamesThePushgatewayThatItWasComparedWith() {
        Command.Result version = Command.run(LIMIT, List.of(LAUNCHER.toString(), "--version"));

        assertThat(version.output()).matches("jobtide \\S+ \\(compared with Prometheus Pushgateway 1\\.11\\.2\\)\n");
        assertThat(version.status()).isZero();
    }

    @Test
    void startedThroughALinkFromAnotherFolderItTakesPathsFromThere() throws IOException {
        Path folder = Workspace.newFolder("launcher");
        Path link = Files.createSymbolicLink(folder.resolve("linked"), LAUNCHER);
        int port = ServerProcess.freePort();

        try (ServerProcess gateway = ServerProcess.start("jobtide", port, folder, List.of(link.toString(), "serve",
                "--web.listen-address=127.0.0.1:" + port, "--storage.path=here/data"), "/-/ready")) {
            assertThat(gateway.isAlive()).isTrue();
            assertThat(folder.resolve("here/data")).isNotEmptyDirectory();
        }
    }

    @Test
    void theProcessStartedIsTheProcessThatServes() throws IOException {
        try (ServerProcess gateway = JobtideGateway.start()) {
            Path program = Files.readSymbolicLink(Path.of("/proc", String.valueOf(gateway.pid()), "exe"));

            assertThat(program.getFileName()).hasToString("java");
        }
    }

    @Test
    void aPortThatIsTakenEndsWithOneAndOneLine() {
        try (ServerProcess first = JobtideGateway.start()) {
            Command.Result second = Command.run(LIMIT, List.of(LAUNCHER.toString(), "serve", "--log.level=error",
                    "--web.listen-address=127.0.0.1:" + first.port(),
                    "--storage.path=" + Workspace.newFolder("port-taken")));

            assertThat(second.output()).startsWith("jobtide serve: error: ")
                    .contains("127.0.0.1:" + first.port()).hasLineCount(1);
            assertThat(second.status()).isEqualTo(1);
        }
    }

    @Test
    void aFolderThatAnotherGatewayUsesEndsWithOneAndOneLine() {
        Path folder = Workspace.newFolder("folder-taken");
        try (ServerProcess _ = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            Command.Result second = Command.run(LIMIT, List.of(LAUNCHER.toString(), "serve", "--log.level=error",
                    "--web.listen-address=127.0.0.1:0", "--storage.path=" + folder.resolve("data")));

            assertThat(second.output()).startsWith("jobtide serve: error: ").contains(folder.resolve("data").toString())
                    .hasLineCount(1);
            assertThat(second.status()).isEqualTo(1);
        }
    }

    @Test
    void aGatewayThatMayWaitTakesTheFolderOverWhenTheOtherEnds() {
        Path folder = Workspace.newFolder("handed-over");
        try (ServerProcess first = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            first.exchange(Request.of("PUT", "/metrics/job/kept", "kept 1\n"));
            CompletableFuture<ServerProcess> second = CompletableFuture.supplyAsync(() -> JobtideGateway.start(folder,
                    ServerProcess.freePort(), "", "--storage.lock-wait=50s"));
            Pause.of(Duration.ofSeconds(3));
            boolean waited = !second.isDone();

            int status = first.terminate();

            try (ServerProcess taken = second.join()) {
                assertThat(waited).isTrue();
                assertThat(status).isZero();
                assertThat(taken.exchange(Request.of("GET", "/metrics")).text())
                        .contains("kept{instance=\"\",job=\"kept\"} 1\n");
            }
        }
    }

    @Test
    void aWrongFlagEndsWithOneAndOneLine() {
        Command.Result wrong = Command.run(LIMIT, List.of(LAUNCHER.toString(), "serve", "--web.systemd-socket"));

        assertThat(wrong.output()).startsWith("jobtide serve: error: --web.systemd-socket ").hasLineCount(1);
        assertThat(wrong.status()).isEqualTo(1);
    }
}
