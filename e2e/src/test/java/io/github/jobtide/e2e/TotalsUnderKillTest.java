package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Adding pushes over connections that are reset at random, also when the gateway has stored and its answer is on the way, and kill -9 of the
 * gateway in between: every push is sent until it is answered, some again long after, and every one counts once.
 */
final class TotalsUnderKillTest {
    private static final int PUSHES = 100_000;
    private static final int CONNECTIONS = 32;
    private static final int KILLS = 10;
    /** A gateway that has just started is slow, so the kills come close together; the last gateway takes what is left. */
    private static final int PUSHES_PER_KILL = 2_500;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void everyPushCountsOnceHoweverOftenItIsSent() throws IOException, InterruptedException {
        Path folder = Workspace.newFolder("totals");
        int port = ServerProcess.freePort();
        long seed = System.nanoTime();
        System.out.println("TotalsUnderKillTest: seed " + seed);
        ServerProcess gateway = JobtideGateway.start(folder, port, "");
        try (ResettingProxy proxy = ResettingProxy.before(port, seed)) {
            AddingLoad load = new AddingLoad(proxy.port(), CONNECTIONS, PUSHES, seed);
            List<Thread> threads = load.start();
            Random random = new Random(seed);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitAcknowledged(load, PUSHES_PER_KILL * kill + random.nextInt(PUSHES_PER_KILL), threads);
                ProcessHandle.of(gateway.pid()).orElseThrow().destroyForcibly();
                load.gatewayIsDown();
                gateway.kill();
                gateway = JobtideGateway.start(folder, port, "");
                load.gatewayIsUp();
            }
            join(threads);

            System.out.printf("TotalsUnderKillTest: %d kills, %d pushes sent %d times, one of them %d times;"
                    + " %d requests and %d answers lost%n", KILLS, load.acknowledged(), load.sends(),
                    load.mostSends(), proxy.requestsLost(), proxy.answersLost());
            assertThat(load.faults()).isEmpty();
            assertThat(load.acknowledged()).isEqualTo(PUSHES);
            assertThat(load.mostSends()).isGreaterThanOrEqualTo(5);
            assertThat(proxy.answersLost()).isGreaterThan(PUSHES / 100);
            assertThat(totals(gateway)).isEqualTo(load.expected());
        } finally {
            gateway.kill();
        }
    }

    private static void awaitAcknowledged(AddingLoad load, int wanted, List<Thread> threads) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (load.acknowledged() < wanted && threads.stream().anyMatch(Thread::isAlive)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + load.acknowledged() + " of " + wanted + " pushes within "
                        + LIMIT + "; " + load.faults());
            }
            Pause.of(Duration.ofMillis(1));
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(LIMIT)).as("a connection of the load has ended").isTrue();
        }
    }

    /** As both formats tell them: text all but native buckets, protobuf those. */
    private static Map<String, Long> totals(ServerProcess gateway) {
        Map<String, Long> totals = new TreeMap<>(
                Totals.ofPage(gateway.exchange(Request.of("GET", "/metrics")).text()));
        Answer scrape = gateway.exchange(Request.of("GET", "/metrics").with("Accept", Protobuf.CONTENT_TYPE));
        for (DynamicMessage family : Protobuf.decode(scrape.body())) {
            if (Protobuf.name(family).equals("client_size_bytes")) {
                totals.putAll(Totals.ofNative(family));
            }
        }
        return totals;
    }
}
