package io.github.jobtide.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A server that answers what a test says, whatever it is asked. */
final class CannedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Function<String, String> answers;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** @param answers the whole answer for a request's first line */
    CannedServer(Function<String, String> answers) {
        this.answers = answers;
        try {
            socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::serve);
    }

    static String answer(int status, String headers, String body) {
        return "HTTP/1.1 %d X\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s".formatted(status, headers,
                body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                String first = String.valueOf(in.readLine());
                requests.add(first);
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    // The head.
                }
                client.getOutputStream().write(answers.apply(first).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The next one, if there is one.
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
