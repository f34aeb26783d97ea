package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final GatewayBounds SMALL = new GatewayBounds(1000, 1000, 2000, 3, 1500, 1, Duration.ofSeconds(3),
            Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));

    @Test
    void aBodyAboveTheLimitIsRefusedByItsDeclaredLength() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL)) {
            running.client.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");

            var answer = running.client.read(false);

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("the body is larger than 1000 bytes; split the push\n");
            assertThat(running.client.isAtEnd()).isTrue();
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
        try (var running = RunningGateway.start(web -> web, _ -> SMALL); var slow = running.connect()) {
            slow.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nm");

            assertThat(slow.isAtEnd()).isTrue();
            try (var next = running.connect()) {
                assertThat(next.ask("GET", "/metrics").body()).contains("\njobtide_gateway_bytes_in_flight 0\n");
            }
        }
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL); var slow = running.connect()) {
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
    void connectionsBeyondTheLimitAreClosed() {
        try (var running = RunningGateway.start(web -> web, _ -> SMALL);
                var second = running.connect();
                var third = running.connect()) {
            assertThat(running.client.ask("GET", "/-/healthy").status()).isEqualTo(200);
            assertThat(second.ask("GET", "/-/healthy").status()).isEqualTo(200);
            assertThat(third.ask("GET", "/-/healthy").status()).isEqualTo(200);
            try (var fourth = running.connect()) {
                assertThat(fourth.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void aReaderThatTakesNothingIsCutOffAndMeanwhileNoMorePagesAreWrittenThanAllowed() {
        var bounds = new GatewayBounds(64 << 20, 64 << 20, 2000, 10, 64 << 20, 1, Duration.ofSeconds(60),
                Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(5));
        try (var running = RunningGateway.start(web -> web, _ -> bounds); var slow = running.connect()) {
            for (int group = 0; group < 4; group++) {
                var body = new StringBuilder();
                for (int i = 0; i < 60_000; i++) {
                    body.append("m{i=\"").append(i).append("\",long=\"").append("x".repeat(100)).append("\"} 1\n");
                }
                assertThat(running.client.ask("PUT", "/metrics/job/" + group, "", body.toString()).status())
                        .isEqualTo(200);
            }
            slow.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(slow.peek()).isEqualTo('H');

            var refused = running.client.ask("GET", "/metrics");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).isEqualTo("too many pages at once (limit 1); try again\n");
            while (running.client.ask("GET", "/metrics").status() == 503) {
                Thread.onSpinWait();
            }
            assertThat(slow.endsEarly()).isTrue();
        }
    }

    @Test
    void aClientThatSendsWithoutReadingIsAnsweredInTheEnd() {
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
            assertThat(sender.getState()).isEqualTo(Thread.State.TERMINATED);
        }
    }
}
