package io.github.jobtide.push;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what a test says, and keeps what it was sent. */
final class RawServer implements Closeable {
    /** What to do with one connection; it is closed afterwards. */
    interface Behaviour {
        void serve(InputStream in, OutputStream out) throws Exception;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket listener) {
        this.listener = listener;
    }

    static RawServer start(Behaviour behaviour) {
        try {
            return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static RawServer start(ServerSocket listener, Behaviour behaviour) {
        RawServer server = new RawServer(listener);
        daemon(() -> server.accept(behaviour));
        return server;
    }

    /** One that reads each request and gives these answers in turn, the last one ever after. */
    static RawServer answering(String... answers) {
        return answering(new AtomicInteger(), answers);
    }

    private static RawServer answering(AtomicInteger turn, String... answers) {
        RawServer[] self = new RawServer[1];
        self[0] = start((in, out) -> {
            self[0].requests.add(readRequest(in));
            String answer = answers[Math.min(turn.getAndIncrement(), answers.length - 1)];
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        });
        return self[0];
    }

    static String status(int status, String... headers) {
        String body = "answer " + status + "\n";
        return "HTTP/1.1 " + status + " X\r\n" + String.join("", headers) + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private void accept(Behaviour behaviour) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(behaviour, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (Exception e) {
            // The client has gone, which is its right.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static String readRequest(InputStream in) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        while (!request.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("no whole request: " + request);
            }
            request.write(one);
        }
        String head = request.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ");
        if (at >= 0) {
            int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
            request.writeBytes(in.readNBytes(length));
        }
        return request.toString(StandardCharsets.ISO_8859_1);
    }

    int port() {
        return listener.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    Target target() {
        return Target.of(url(), new Credentials.None(), TlsFiles.NONE);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
