package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/1.x as bytes: what a client that is not a library sends, or a library under odd settings. */
final class ProtocolTest {
    private static final Map<Target, SharedGateway> GATEWAYS = new EnumMap<>(Target.class);

    static List<Target> targets() {
        return Target.chosen();
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(SharedGateway::close);
        GATEWAYS.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aBodyInChunksIsRead(Target target) {
        ServerProcess server = gateway(target);

        String head = "PUT /metrics/job/j HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunks = String.join("\r\n", "2", "m ", "4;x=y", "1\nn ", "2", "2\n", "0", "", "");
        Answer answer = send(server, head + chunks);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(shown(server)).containsExactly("# TYPE m untyped", "m 1", "# TYPE n untyped", "n 2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aClientOfTheOldProtocolIsServed(Target target) {
        ServerProcess server = gateway(target);

        Answer answer = send(server, "POST /metrics/job/j HTTP/1.0\r\nContent-Length: 4\r\n\r\nm 1\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(shown(server)).containsExactly("# TYPE m untyped", "m 1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aClientThatAsksBeforeItSendsIsToldToGoOn(Target target) throws IOException {
        ServerProcess server = gateway(target);
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.setSoTimeout(10_000);
            write(socket,
                    "POST /metrics/job/j HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            String first = readLine(socket.getInputStream());

            write(socket, "m 1\n");
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(first).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(rest).contains("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void oneConnectionCarriesManyRequestsInOrder(Target target) throws IOException {
        ServerProcess server = gateway(target);
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            requests.append("PUT /metrics/job/j HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nm ").append(10 + i)
                    .append('\n');
        }
        requests.append("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.setSoTimeout(10_000);
            write(socket, requests.toString());
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(22);
            assertThat(all).contains("m{instance=\"\",job=\"j\"} 29\n");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aRequestWithoutHostIsRefused(Target target) {
        ServerProcess server = gateway(target);

        Answer answer = send(server,
                "POST /metrics/job/j HTTP/1.1\r\nConnection: close\r\nContent-Length: 4\r\n\r\nm 1\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(shown(server)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aBrokenEscapeInThePathIsRefused(Target target) {
        ServerProcess server = gateway(target);
        for (String path : List.of("/metrics/job/%zz", "/metrics/job/%f", "/metrics/job/a%")) {
            assertThat(server.exchange(Request.of("POST", path, "m 1\n")).status()).as(path).isEqualTo(400);
        }
        assertThat(Groups.of(server, "")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aHeadLargerThanAMebibyteIsRefused(Target target) {
        ServerProcess server = gateway(target);

        Answer answer = server.exchange(Request.of("GET", "/metrics").with("X-Large", "x".repeat(1_200_000)));

        assertThat(answer.status()).isEqualTo(431);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aPushThatIsCutOffStoresNothing(Target target) throws IOException {
        ServerProcess server = gateway(target);
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.setSoTimeout(10_000);
            write(socket, "PUT /metrics/job/j HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nm 1\nn");
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertThat(Groups.of(server, "")).isEmpty();
    }

    private static ServerProcess gateway(Target target) {
        return GATEWAYS.computeIfAbsent(target, key -> new SharedGateway(key, "")).empty();
    }

    private static Answer send(ServerProcess server, String request) {
        return RawHttp.exchange(server.port(), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> shown(ServerProcess server) {
        return Page.parse(server.exchange(Request.of("GET", "/metrics")).text()).pushedToJ();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
