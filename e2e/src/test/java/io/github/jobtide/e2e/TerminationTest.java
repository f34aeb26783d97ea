package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** SIGTERM: what the gateway has begun to take is finished and answered; then it ends with 0. */
final class TerminationTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void underLoadWhatWasAnsweredIsKeptAndWhatWasNotWasNotDone() {
        Path folder = Workspace.newFolder("terminate");
        NumberedLoad load = new NumberedLoad(8, 1);
        for (int round = 0; round < 3; round++) {
            ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "");
            assertThat(load.faults(page(gateway), false)).isEmpty();
            NumberedLoad.Running running = load.start(gateway.port(), 1);
            load.awaitAcknowledged(100);

            assertThat(gateway.terminate()).isZero();
            running.join();
        }
        try (ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            assertThat(load.faults(page(gateway), false)).isEmpty();
        }
    }

    @Test
    void aPushWhoseBodyIsStillArrivingIsFinishedAndAnswered() throws IOException {
        Path folder = Workspace.newFolder("terminate-slow");
        byte[] body = "slow_rows 42\n".getBytes(StandardCharsets.US_ASCII);
        ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "");
        try (KeepAliveConnection connection = KeepAliveConnection.open(gateway.port())) {
            connection.write(KeepAliveConnection.head("PUT", "/metrics/job/slow", body.length));
            connection.write(Arrays.copyOf(body, 5));
            awaitInFlight(gateway, 5);
            Thread ending = Thread.ofPlatform().start(gateway::terminate);
            Pause.of(Duration.ofMillis(400));
            connection.write(Arrays.copyOfRange(body, 5, body.length));

            assertThat(connection.answer()).isEqualTo(200);
            join(ending);
            assertThat(gateway.awaitExit()).isZero();
        } finally {
            gateway.kill();
        }
        try (ServerProcess again = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            assertThat(page(again)).contains("slow_rows{instance=\"\",job=\"slow\"} 42\n");
        }
    }

    /** Waits until the gateway has received that many bytes of a body. */
    private static void awaitInFlight(ServerProcess gateway, int bytes) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!page(gateway).contains("\njobtide_gateway_bytes_in_flight " + bytes + "\n")) {
            assertThat(System.nanoTime()).as("not " + bytes + " bytes in flight in time").isLessThan(deadline);
            Pause.of(Duration.ofMillis(20));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a gateway ends", e);
        }
    }

    private static String page(ServerProcess gateway) {
        return gateway.exchange(Request.of("GET", "/metrics")).text();
    }
}
