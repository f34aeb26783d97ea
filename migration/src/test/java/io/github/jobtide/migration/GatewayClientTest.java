package io.github.jobtide.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as no gateway should. */
class GatewayClientTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private GatewayClient client(Duration patience) {
        return GatewayClient.of(GatewayAddress.parse("http://127.0.0.1:" + server.getAddress().getPort()),
                Optional.empty(), patience);
    }

    /** Never ends by itself. */
    private void answerWithoutEnd(int status, byte[] part) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(part);
                    out.flush();
                    Thread.sleep(1);
                }
            } catch (IOException | InterruptedException e) {
                exchange.close(); // the client has gone
            }
        });
    }

    @Test
    void aBodyThatDoesNotEndIsCutOff() {
        answerWithoutEnd(200, new byte[]{' '});
        try (GatewayClient client = client(Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> client.get("/x", "*/*", in -> in.readAllBytes().length))
                    .isInstanceOf(MigrationException.class)
                    .hasMessage("what %s answers to /x cannot be read: it had not ended after PT2S", client.address());
        }
    }

    @Test
    void ofARefusalWithoutEndItsBeginningIsTold() {
        answerWithoutEnd(400, new byte[4096]);
        try (GatewayClient client = client(Duration.ofMinutes(1))) {
            URI group = URI.create(client.address() + "/metrics/job/a");

            assertThat(client.push("PUT", group, new byte[0])).hasValueSatisfying(
                    why -> assertThat(why).hasSize(64 * 1024));
        }
    }
}
