package io.github.jobtide.e2e;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A connection whose client keeps to no rules: it sends what it likes, and reads all the while, or never. Used by one thread. */
final class HostileConnection implements Closeable {
    private static final int CONNECT_MILLIS = 10_000;
    /** Of what comes, more is read but not kept. */
    private static final int KEPT_BYTES = 1 << 20;

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Optional<Thread> reader;

    private HostileConnection(Socket socket, boolean reads) {
        this.socket = socket;
        this.reader = reads ? Optional.of(Thread.ofVirtual().start(this::read)) : Optional.empty();
    }

    /** Never reads. */
    static HostileConnection deaf(int port) throws IOException {
        Socket socket = new Socket();
        // As little as the system allows, so that what is sent stays with the gateway.
        socket.setReceiveBufferSize(1);
        return open(socket, port, false);
    }

    /** Reads whatever comes, while it sends. */
    static HostileConnection listening(int port) throws IOException {
        return open(new Socket(), port, true);
    }

    private static HostileConnection open(Socket socket, int port, boolean reads) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), CONNECT_MILLIS);
            return new HostileConnection(socket, reads);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void read() {
        try {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[8192];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                keep(piece, length);
            }
        } catch (IOException e) {
            // Ended all the same.
        }
    }

    private synchronized void keep(byte[] piece, int length) {
        received.write(piece, 0, Math.min(length, KEPT_BYTES - received.size()));
    }

    /** @return false if the other side has ended it */
    boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether the other side ends it by then. */
    boolean isEndedWithin(Duration time) {
        try {
            return reader.orElseThrow().join(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of a connection", e);
        }
    }

    /** Of all answers so far. */
    synchronized List<Integer> statuses() {
        return statuses(received.toByteArray());
    }

    /** Of all answers in what came over one connection. */
    static List<Integer> statuses(byte[] received) {
        return new String(received, StandardCharsets.ISO_8859_1).lines().filter(line -> line.startsWith("HTTP/1."))
                .map(line -> Integer.valueOf(line.split(" ")[1])).toList();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Whatever state it is in, it is not used any more.
        }
    }
}
