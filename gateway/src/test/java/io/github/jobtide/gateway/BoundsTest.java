package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final GatewayBounds SMALL = GatewayBounds.forHeap(256 << 20).withBodies(1000, 1000, 1500)
            .withHeadBytes(2000).withConnections(3).withScrapes(1)
            .withTimes(Duration.ofSeconds(60), 1, Duration.ofSeconds(60), Duration.ofSeconds(60));
    /** The same, with times that a test may wait for. */
    private static final GatewayBounds BRIEF = SMALL.withTimes(Duration.ofSeconds(3), 1, Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    @Test
    void aBodyAboveTheLimitIsRefusedByItsDeclaredLength() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL)) {
            running.client.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");

            var answer = running.client.read(false);

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo("the body is larger than 1000 bytes; split the push, or raise --limits.body-bytes\n");
            assertThat(running.client.isAtEnd()).isTrue();
        }
    }

    @Test
    void aLengthBeyondAllMeasureIsRefusedAtOnce() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL)) {
            running.client.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: " + Long.MAX_VALUE
                    + "\r\n\r\n");

            assertThat(running.client.read(false).status()).isEqualTo(413);
        }
    }

    @Test
    void aChunkedBodyAboveTheLimitIsRefusedAsItGrows() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL)) {
            running.client.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"
                    + "#".repeat(1001) + "\r\n");

            assertThat(running.client.read(false).status()).isEqualTo(413);
        }
    }

    @Test
    void pushesBeyondTheBudgetOfAllBodiesAreToldToComeAgain() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL); var other = running.connect()) {
            String head = "POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
            other.send(head + "#".repeat(900));
            while (!running.value("jobtide_gateway_bytes_in_flight").equals("900")) {
                Thread.onSpinWait();
            }

            running.client.send(head + "#".repeat(999) + "\n");

            var answer = running.client.read(false);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            other.send("#".repeat(99) + "\n");
            assertThat(other.read(false).status()).isEqualTo(200);
            assertThat(running.value("jobtide_gateway_bytes_in_flight")).isEqualTo("0");
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsCutOff() {
        try (var running = RunningGateway.start(web -> web, _ -> BRIEF); var slow = running.connect()) {
            slow.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nm");

            assertThat(slow.isAtEnd()).isTrue();
            try (var next = running.connect()) {
                String none = "\njobtide_gateway_bytes_in_flight 0\n";
                Await.until(() -> next.ask("GET", "/metrics").body().contains(none));
            }
        }
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() {
        try (var running = RunningGateway.start(web -> web, _ -> BRIEF); var slow = running.connect()) {
            slow.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\n");

            assertThat(slow.isAtEnd()).isTrue();
        }
    }

    @Test
    void aHeadAboveTheLimitIsRefused() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL); var other = running.connect()) {
            assertThat(running.client.ask("GET", "/" + "a".repeat(2100)).status()).isEqualTo(431);
            other.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(2100) + "\r\n\r\n");
            assertThat(other.read(false).status()).isEqualTo(431);
        }
    }

    @Test
    void connectionsBeyondTheLimitAreToldSoAndClosed() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL);
                var second = running.connect();
                var third = running.connect()) {
            beginBody(running.client);
            beginBody(second);
            beginBody(third);
            try (var fourth = running.connect()) {
                var answer = fourth.read(false);

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).isEqualTo(
                        "there are 3 connections, which is the limit; try again, or raise --limits.connections\n");
                assertThat(fourth.isAtEnd()).isTrue();
            }
            endBody(running.client);
            endBody(second);
            endBody(third);
        }
    }

    /** Until {@link #endBody}, and for less than 5 s, that connection makes no room for a new one. */
    private static void beginBody(RawClient client) {
        client.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        assertThat(client.read(false).status()).isEqualTo(100);
    }

    private static void endBody(RawClient client) {
        client.send("m 1\n");
        assertThat(client.read(false).status()).isEqualTo(200);
    }

    /** New connections go to one event loop after the other, so the one that makes room is on another loop than the new one. */
    @Test
    void anIdleConnectionMakesRoomForANewOneOnWhicheverEventLoopTheyAre() throws InterruptedException {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL); var receiving = running.connect()) {
            RawClient idle = running.connect();
            assertThat(idle.ask("GET", "/-/healthy").status()).isEqualTo(200);

            for (int i = 0; i < 3; i++) {
                beginBody(running.client);
                beginBody(receiving);
                Thread.sleep(1100); // it counts as idle after a second
                RawClient fresh = running.connect();
                assertThat(fresh.ask("GET", "/-/healthy").status()).isEqualTo(200);
                assertThat(idle.isAtEnd()).isTrue();
                endBody(running.client);
                endBody(receiving);
                idle.close();
                idle = fresh;
            }
            idle.close();
        }
    }

    @Test
    void aBodyThatStallsMakesRoomForOneThatDoesNot() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL); var stalled = running.connect()) {
            String head = "POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
            stalled.send(head + "#".repeat(990));

            while (!running.value("jobtide_gateway_turned_away_total{reason=\"bytes_in_flight\"}").equals("1")) {
                Thread.onSpinWait();
            }

            var answer = stalled.read(false);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("and 1500 is the limit");
            assertThat(running.value("jobtide_gateway_bytes_in_flight")).isEqualTo("0");
        }
    }

    @Test
    void readersThatTakeNothingHoldUpNobody() {
        var bounds = GatewayBounds.forHeap(1 << 30).withConnections(10).withScrapes(1);
        try (var running = RunningGateway.start(web -> web, _ -> bounds);
                var first = running.connect();
                var second = running.connect();
                var third = running.connect();
                var fourth = running.connect()) {
            for (int group = 0; group < 4; group++) {
                var body = new StringBuilder();
                for (int i = 0; i < 60_000; i++) {
                    body.append("m{i=\"").append(i).append("\",long=\"").append("x".repeat(100)).append("\"} 1\n");
                }
                assertThat(running.client.ask("PUT", "/metrics/job/" + group, "", body.toString()).status())
                        .isEqualTo(200);
            }
            for (RawClient slow : List.of(first, second, third, fourth)) {
                slow.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(slow.peek()).isEqualTo('H');
            }

            assertThat(running.client.ask("GET", "/metrics").status()).isEqualTo(200);
        }
    }

    /** Two at a time are read back, and keep what they have read while their readers take nothing. */
    @Test
    void readersOfPagesThatAreReadBackMakeRoomWhenTheyTakeNothing() {
        var bounds = GatewayBounds.forHeap(1 << 30).withConnections(10).withScrapes(3);
        try (var running = RunningGateway.start(web -> web, _ -> bounds);
                var first = running.connect();
                var second = running.connect()) {
            var body = new StringBuilder();
            for (int i = 0; i < 90_000; i++) {
                body.append("m{i=\"").append(i).append("\",long=\"").append("x".repeat(100)).append("\"} 1\n");
            }
            assertThat(running.client.ask("PUT", "/metrics/job/a", "", body.toString()).status()).isEqualTo(200);
            for (RawClient slow : List.of(first, second)) {
                slow.send("GET /api/v1/metrics HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(slow.peek()).isEqualTo('H');
            }

            assertThat(running.client.ask("GET", "/api/v1/metrics").status()).isEqualTo(200);

            assertThat(running.value("jobtide_gateway_turned_away_total{reason=\"slow_reader\"}")).isEqualTo("1");
        }
    }

    @Test
    void aClientThatSendsWithoutReadingIsAnsweredInTheEnd() throws InterruptedException {
        try (var running = RunningGateway.start()) {
            int count = 100_000;
            byte[] requests = "GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n".repeat(count)
                    .getBytes(StandardCharsets.US_ASCII);
            var sender = Thread.ofVirtual().start(() -> running.client.send(requests));

            int healthy = 0;
            for (int i = 0; i < count; i++) {
                healthy += running.client.read(false).status() == 200 ? 1 : 0;
            }

            assertThat(healthy).isEqualTo(count);
            assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
        }
    }
}
