package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** D16: clients that send a body byte by byte, or stop in the middle of it, are cut off in time, and hold up nobody until then. */
@Tag("alone")
final class SlowClientTest {
    private static final int CLIENTS = 100;
    /** The gateway lets a request take 60 s to arrive. */
    private static final Duration LIMIT = Duration.ofSeconds(75);

    @Test
    void aRequestThatDoesNotArriveInTimeEndsAndOthersDoNotFeelIt() throws IOException {
        try (ServerProcess gateway = JobtideGateway.start()) {
            List<KeepAliveConnection> dripping = open(gateway,
                    KeepAliveConnection.head("PUT", "/metrics/job/slow", 500));
            List<KeepAliveConnection> stopped = open(gateway, KeepAliveConnection.head("POST", "/metrics/job/slow", 7));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            int second = 0;

            while (System.nanoTime() < deadline && !(allEnded(dripping) && allEnded(stopped))) {
                dripping.forEach(KeepAliveConnection::drip);
                if (second++ % 10 == 0) {
                    Health.check(gateway, "d16_" + second, "with slow clients");
                }
                Pause.of(Duration.ofSeconds(1));
            }

            System.out.printf("SlowClientTest: waited %d s%n", second);
            assertThat(dripping).allMatch(KeepAliveConnection::isEnded);
            assertThat(stopped).allMatch(KeepAliveConnection::isEnded);
            assertThat(gateway.exchange(Request.of("GET", "/metrics")).text()).doesNotContain("job=\"slow\"");
        }
    }

    private static boolean allEnded(List<KeepAliveConnection> connections) {
        return connections.stream().allMatch(KeepAliveConnection::isEnded);
    }

    private static List<KeepAliveConnection> open(ServerProcess gateway, byte[] start) throws IOException {
        List<KeepAliveConnection> connections = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            KeepAliveConnection connection = KeepAliveConnection.open(gateway.port());
            connection.write(start);
            connections.add(connection);
        }
        return connections;
    }
}
