package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the real process under load from 8 connections, again and again on the same folder: nothing acknowledged is lost, nothing is
 * stale, nothing invented, no push is there by half. Part of the kills come while a snapshot is being written.
 */
@Tag("alone")
final class KillUnderLoadTest {
    private static final int CONNECTIONS = 8;
    private static final int KILLS = 20;
    /** Every other kill waits for a snapshot; the file that is left behind shows that it came in the middle. */
    private static final int LEAST_DURING_SNAPSHOT = 3;
    private static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(3);

    @Test
    void twentyKillsLoseNothingThatWasAcknowledged() {
        Path folder = Workspace.newFolder("kill");
        Path unfinished = folder.resolve("data/snapshot.tmp");
        long seed = System.nanoTime();
        System.out.println("KillUnderLoadTest: seed " + seed);
        Random random = new Random(seed);
        NumberedLoad load = new NumberedLoad(CONNECTIONS, seed);
        List<String> faults = new ArrayList<>();
        int duringSnapshot = 0;

        for (int kill = 0; kill < KILLS; kill++) {
            boolean heavy = kill % 2 == 1;
            ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "");
            faults.addAll(load.faults(page(gateway), true));
            NumberedLoad.Running running = load.start(gateway.port(), heavy ? 1_000 : 1);
            if (heavy) {
                awaitSnapshot(unfinished);
                Pause.of(Duration.ofMillis(random.nextInt(40)));
            } else {
                Pause.of(Duration.ofMillis(100 + random.nextInt(600)));
            }
            gateway.kill();
            running.join();
            duringSnapshot += Files.exists(unfinished) ? 1 : 0;
        }
        try (ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            faults.addAll(load.faults(page(gateway), true));
        }

        System.out.printf("KillUnderLoadTest: %d kills, %d of them during a snapshot, %d acknowledged%n", KILLS,
                duringSnapshot, load.acknowledged());
        assertThat(faults).isEmpty();
        assertThat(load.acknowledged()).isGreaterThan(KILLS * 100L);
        assertThat(duringSnapshot).isGreaterThanOrEqualTo(LEAST_DURING_SNAPSHOT);
    }

    @Test
    void theSameKillShowsThatAPushgatewayLosesPushes() {
        Path folder = Workspace.newFolder("kill-pushgateway");
        NumberedLoad load = new NumberedLoad(CONNECTIONS, 1);
        ServerProcess before = persistent(folder);
        NumberedLoad.Running running = load.start(before.port(), 1);
        Pause.of(Duration.ofMillis(500));
        before.kill();
        running.join();

        try (ServerProcess after = persistent(folder)) {
            assertThat(load.faults(page(after), true)).isNotEmpty();
        }
    }

    private static ServerProcess persistent(Path folder) {
        int port = ServerProcess.freePort();
        return ServerProcess.start("pushgateway", port, folder,
                List.of(Workspace.peer(Pushgateway.NEWEST, "prometheus-pushgateway").toString(),
                        "--web.listen-address=127.0.0.1:" + port, "--persistence.file=" + folder.resolve("state")),
                "/-/ready");
    }

    private static void awaitSnapshot(Path unfinished) {
        long deadline = System.nanoTime() + SNAPSHOT_LIMIT.toNanos();
        while (!Files.exists(unfinished)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no snapshot was begun within " + SNAPSHOT_LIMIT + " of heavy load");
            }
            Pause.of(Duration.ofMillis(1));
        }
    }

    private static String page(ServerProcess gateway) {
        return gateway.exchange(Request.of("GET", "/metrics")).text();
    }
}
