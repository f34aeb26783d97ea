package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.MemoryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that take what they need not, against one gateway at default settings that holds 1,000,000 series: connections, bodies and pages that
 * stall, and requests without end. An honest job's pushes are answered within a second all the while, scrapes go on, and the process stays
 * below 1 GiB.
 */
@Tag("alone")
final class HostileConnectionsTest {
    private static final int GROUPS = 10;
    private static final int SERIES = 100_000;
    /** Pushes are timed here, and so they wait for no disk. */
    private static final MemoryFolder STORAGE = MemoryFolder.create(1024);
    private static ServerProcess gateway;
    private final List<HostileConnection> open = new ArrayList<>();
    private HonestClients honest;

    @BeforeAll
    static void start() {
        gateway = JobtideGateway.start(STORAGE);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < SERIES; i++) {
            body.append("large{series=\"").append(i).append("\"} 1\n");
        }
        for (int i = 0; i < GROUPS; i++) {
            Answer pushed = gateway.exchange(Request.of("PUT", "/metrics/job/large" + i, body.toString()));
            assertThat(pushed.status()).as(pushed.text()).isEqualTo(200);
        }
        HonestClients.tellWithoutAttack("HostileConnectionsTest", gateway, Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        try {
            gateway.close();
        } finally {
            STORAGE.close();
        }
    }

    @BeforeEach
    void beginHonestWork() {
        honest = HonestClients.start(gateway);
    }

    @AfterEach
    void honestClientsDidNotFeelIt(TestInfo test) {
        HonestClients.Report report = honest.stop();
        open.forEach(HostileConnection::close);
        HonestClients.judge(test.getDisplayName(), report, gateway);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics HTTP/1.1\r\nAccept-Encoding: identity",
            "/metrics HTTP/1.1\r\nAccept-Encoding: gzip",
            "/api/v1/metrics HTTP/1.1\r\nAccept-Encoding: identity",
            "/metrics HTTP/1.1\r\nAccept: " + Protobuf.CONTENT_TYPE})
    void fortyReadersWhoNeverReadKeepNobodyFromScraping(String page) throws IOException {
        for (int i = 0; i < 40; i++) {
            connect().send("GET " + page + "\r\nHost: x\r\n\r\n");
        }
        Pause.of(Duration.ofSeconds(3));
    }

    @Test
    void bodiesThatStallOn200ConnectionsMakeRoom() throws IOException {
        byte[] mebibyte = new byte[1 << 20];
        for (int i = 0; i < 200; i++) {
            connect().send("PUT /metrics/job/hostile HTTP/1.1\r\nHost: x\r\nContent-Length: 62914560\r\n\r\n");
        }
        Attackers.attack(200, i -> {
            HostileConnection stalls = connect();
            stalls.send("PUT /metrics/job/hostile HTTP/1.1\r\nHost: x\r\nContent-Length: 19922944\r\n\r\n");
            return stalls.send(mebibyte);
        });
        Pause.of(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /metrics", "GET /api/v1/metrics", "GET /-/healthy", "GET /?q=series",
            "DELETE /metrics/job/hostile",
            "PUT /metrics/job/hostile"})
    void requestsInEndlessRowsWhoseAnswersNobodyReadsHoldUpNobody(String request) {
        byte[] row = (request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nno value").repeat(1000)
                .getBytes(StandardCharsets.US_ASCII);
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();

        Attackers.attack(50, _ -> {
            HostileConnection deaf = connect();
            return Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end && deaf.send(row)) {
                    // and so on
                }
            });
        });

        Pause.of(Duration.ofSeconds(2));
    }

    @Test
    void connectionsThatNeverAskAnythingMakeRoomBeyondTheLimit() {
        Attackers.attack(50, _ -> {
            for (int i = 0; i < 70; i++) {
                connect();
            }
            return open;
        });

        Pause.of(Duration.ofSeconds(2));
    }

    @Test
    void connectionsThatAskedOnceOrNeverEndTheirHeadsMakeRoomBeyondTheLimit() {
        Attackers.attack(50, attacker -> {
            for (int i = 0; i < 70; i++) {
                connect().send(
                        "GET /-/healthy HTTP/1.1\r\nHost: x\r\n" + (attacker % 2 == 0 ? "\r\n" : "X-And-So-On: "));
            }
            return open;
        });

        Pause.of(Duration.ofSeconds(2));
    }

    private HostileConnection connect() throws IOException {
        HostileConnection connection = HostileConnection.deaf(gateway.port());
        synchronized (open) {
            open.add(connection);
        }
        return connection;
    }
}
