package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntranceTest {
    private static final String RIGHT = authorization("alice:sesame");
    private static final String WRONG = authorization("alice:open");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/", "/-/healthy", "/-/ready", "/api/v1/status", "/static/page.css",
            "/nowhere"})
    void withoutAPasswordNothingIsToldOfAnyRoute(String path) throws IOException {
        try (var running = start(users())) {
            var answer = running.client.ask("GET", path);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).isEqualTo("Basic");
            assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.body()).isEqualTo("Unauthorized\n");
            assertThat(running.client.ask("GET", path, RIGHT, "").status()).isNotEqualTo(401);
        }
    }

    @Test
    void aPushWithTheRightPasswordIsTakenWholeEvenIfItComesBeforeThatIsKnown() throws IOException {
        try (var running = start(users())) {
            String body = "m 1\n" + "#".repeat(100_000) + "\n";

            assertThat(running.client.ask("PUT", "/metrics/job/a", RIGHT, body).status()).isEqualTo(200);
            assertThat(running.client.ask("PUT", "/metrics/job/b", RIGHT, "m 2\n").status()).isEqualTo(200);

            assertThat(running.client.ask("GET", "/metrics", RIGHT, "").body())
                    .contains("m{instance=\"\",job=\"a\"} 1\n", "m{instance=\"\",job=\"b\"} 2\n",
                            "jobtide_gateway_bytes_in_flight 0\n");
        }
    }

    @Test
    void aPushWithAWrongPasswordIsRefusedCountedAndNotStored() throws IOException {
        try (var running = start(users()); var second = running.connect()) {
            var answer = running.client.ask("PUT", "/metrics/job/a", WRONG, "m 1\n");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(second.ask("GET", "/metrics", RIGHT, "").body()).doesNotContain("job=\"a\"")
                    .contains("jobtide_gateway_rejected_pushes_total{reason=\"auth\"} 1\n")
                    .doesNotContain("pushgateway_http_requests_total{");
        }
    }

    @Test
    void whoWaitsForLeaveToSendIsRefusedFirst() throws IOException {
        try (var running = start(users())) {
            running.client.send("PUT /metrics/job/a HTTP/1.1\r\nHost: x\r\n" + WRONG
                    + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");

            assertThat(running.client.read(false).status()).isEqualTo(401);
        }
    }

    @Test
    void whoWaitsForLeaveToSendIsGivenItWithTheRightPassword() throws IOException {
        try (var running = start(users())) {
            running.client.send("PUT /metrics/job/a HTTP/1.1\r\nHost: x\r\n" + RIGHT
                    + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");

            assertThat(running.client.read(false).status()).isEqualTo(100);
            running.client.send("m 1\n");
            assertThat(running.client.read(false).status()).isEqualTo(200);
        }
    }

    @Test
    void requestsInARowOnOneConnectionAreAnsweredInOrder() throws IOException {
        try (var running = start(users())) {
            String healthy = "GET /-/healthy HTTP/1.1\r\nHost: x\r\n";
            running.client.send(healthy + RIGHT + "\r\n" + healthy + WRONG + "\r\n" + healthy + RIGHT + "\r\n");

            assertThat(running.client.read(false).status()).isEqualTo(200);
            assertThat(running.client.read(false).status()).isEqualTo(401);
            assertThat(running.client.read(false).status()).isEqualTo(200);
        }
    }

    @Test
    void headersStandInEveryAnswerAlsoInRefusals() throws IOException {
        try (var running = start(users() + "http_server_config:\n  headers:\n    X-Frame-Options: deny\n")) {
            assertThat(running.client.ask("GET", "/").header("x-frame-options")).isEqualTo("deny");
            assertThat(running.client.ask("GET", "/metrics", RIGHT, "").header("x-frame-options")).isEqualTo("deny");
        }
    }

    @Test
    void moreRequestsThanTheRateAllowsAreRefused() throws IOException {
        try (var running = start("rate_limit: {interval: 1h, burst: 2}")) {
            assertThat(running.client.ask("GET", "/-/healthy").status()).isEqualTo(200);
            assertThat(running.client.ask("GET", "/-/healthy").status()).isEqualTo(200);
            var answer = running.client.ask("GET", "/-/healthy");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).isEqualTo("Too Many Requests\n");
        }
    }

    private RunningGateway start(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("web.yml"), yaml);
        return RunningGateway.start(web -> web.withConfigFile(file), bounds -> bounds);
    }

    private static String users() {
        return "basic_auth_users: {alice: '%s'}\n".formatted(BCrypt.withDefaults().hashToString(4,
                "sesame".toCharArray()));
    }

    private static String authorization(String credentials) {
        return "Authorization: Basic " + Base64.getEncoder()
                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }
}
