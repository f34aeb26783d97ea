package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counts with strace how often the real process syncs: never less than once for a push alone, and once for many under load. */
final class SyncsPerPushTest {
    private static final int ALONE = 50;
    private static final int CONNECTIONS = 32;
    private static final int PUSHES_PER_SYNC = 2;
    private static final long SEGMENT_BYTES = 16L << 20;
    private static final int PREPARED = 2;
    private static final Duration PREPARATION = Duration.ofMinutes(5);

    @Test
    void everyPushThatComesAloneIsSynced() throws IOException {
        Path folder = Workspace.newFolder("syncs");
        try (ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            pushAlone(gateway, 20);
            awaitPrepared(folder.resolve("data"));

            long syncs = syncsDuring(gateway, () -> pushAlone(gateway, ALONE));

            System.out.printf("SyncsPerPushTest: %d pushes one after the other, %d syncs%n", ALONE, syncs);
            assertThat(syncs).isBetween((long) ALONE, ALONE + 10L);
        }
    }

    @Test
    void underLoadManyPushesShareASync() throws IOException {
        Path folder = Workspace.newFolder("syncs");
        try (ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            NumberedLoad load = new NumberedLoad(CONNECTIONS, 1);
            NumberedLoad.Running running = load.start(gateway.port(), 1);
            load.awaitAcknowledged(CONNECTIONS);
            Pause.of(Duration.ofSeconds(1));
            awaitPrepared(folder.resolve("data"));
            long[] pushes = new long[1];

            long syncs = syncsDuring(gateway, () -> {
                pushes[0] = -load.acknowledged();
                Pause.of(Duration.ofSeconds(2));
                load.awaitAcknowledged(10L * CONNECTIONS);
                pushes[0] += load.acknowledged();
            });
            load.stop();
            running.join();

            System.out.printf("SyncsPerPushTest: %d pushes over %d connections, %d syncs%n", pushes[0], CONNECTIONS,
                    syncs);
            assertThat(syncs).isPositive();
            assertThat(pushes[0]).isGreaterThan(PUSHES_PER_SYNC * syncs);
        }
    }

    private static void pushAlone(ServerProcess gateway, int count) {
        try (KeepAliveConnection connection = KeepAliveConnection.open(gateway.port())) {
            for (int i = 0; i < count; i++) {
                byte[] body = ("alone " + i + "\n").getBytes(StandardCharsets.US_ASCII);
                assertThat(connection.exchange("PUT", "/metrics/job/alone", body)).isEqualTo(200);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the gateway broke the connection", e);
        }
    }

    /** Waits for the next segment and the spare one: they are filled piece by piece, with a sync for each. */
    private static void awaitPrepared(Path data) throws IOException {
        long deadline = System.nanoTime() + PREPARATION.toNanos();
        while (prepared(data) != PREPARED) {
            assertThat(System.nanoTime()).as("segments are not prepared in time").isLessThan(deadline);
            Pause.of(Duration.ofMillis(50));
        }
    }

    private static long prepared(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".zero") && file.toFile().length() == SEGMENT_BYTES)
                    .count();
        }
    }

    /** Attaches strace, which notes every sync, and begins when it has. */
    private static long syncsDuring(ServerProcess gateway, Runnable work) throws IOException {
        Path folder = Workspace.newFolder("strace");
        Path noted = folder.resolve("syncs.txt");
        Path said = folder.resolve("strace.txt");
        Process strace = new ProcessBuilder(List.of("strace", "-f", "-e", "trace=fsync,fdatasync", "-e",
                "signal=none", "-o", noted.toString(), "-p", String.valueOf(gateway.pid())))
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            awaitAttached(strace, said);
            work.run();
        } finally {
            strace.destroy();
            join(strace);
        }
        try (var lines = Files.lines(noted)) {
            return lines.filter(line -> line.contains("sync(")).count();
        }
    }

    private static void awaitAttached(Process strace, Path said) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (Files.readString(said).contains("attached") && attempt > 5) {
                return;
            }
            if (!strace.isAlive()) {
                break;
            }
            Pause.of(Duration.ofMillis(50));
        }
        throw new MissingPeerException("strace could not attach to the gateway: " + Files.readString(said)
                + "; it needs the right to trace (kernel.yama.ptrace_scope, or root), and tools/peers bench installs it");
    }

    private static void join(Process strace) {
        try {
            strace.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while strace ends", e);
        }
    }
}
