package io.github.jobtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PageFetchTest {
    @Test
    void thePageIsHandedOverByteByByte() throws Exception {
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(200, "", "a 1\r\nü 2\n"))) {
            byte[] page = PageFetch.of(URI.create(server.url() + "/metrics?module=x"), "text/plain");

            assertThat(page).isEqualTo("a 1\r\nü 2\n".getBytes(UTF_8));
            assertThat(server.requests()).containsExactly("GET /metrics?module=x HTTP/1.1");
        }
    }

    @Test
    void anyOtherStatusIsAFailure() throws IOException {
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(302, "Location: /\r\n", ""))) {
            assertThatThrownBy(() -> PageFetch.of(URI.create(server.url()), "*/*"))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage(server.url() + " answered 302; redirections are not followed");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() throws IOException {
        try (CannedServer server = new CannedServer(line -> "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na 1\n")) {
            assertThatThrownBy(() -> PageFetch.of(URI.create(server.url()), "*/*"))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith(server.url() + " cannot be read: ");
        }
    }

    @Test
    void aBodyThatDoesNotEndInTimeIsLeft() throws Exception {
        try (ServerSocket stalling = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofPlatform().daemon().start(() -> beginToAnswer(stalling));
            URI uri = URI.create("http://127.0.0.1:" + stalling.getLocalPort() + "/metrics");

            assertThatThrownBy(() -> PageFetch.of(uri, "*/*", Duration.ofSeconds(2)))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage(uri + " cannot be read: its answer has not ended after 2s");
        }
    }

    private static void beginToAnswer(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na 1\n".getBytes(UTF_8));
            client.getOutputStream().flush();
            client.getInputStream().readAllBytes(); // Until whoever asked goes away.
        } catch (IOException e) {
            // It has gone away.
        }
    }

    @Test
    void whoeverDoesNotAnswerInTimeIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/metrics");

            assertThatThrownBy(() -> PageFetch.of(uri, "*/*", Duration.ofMillis(250)))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage(uri + " cannot be read: its answer has not ended after 250ms");
        }
    }
}
