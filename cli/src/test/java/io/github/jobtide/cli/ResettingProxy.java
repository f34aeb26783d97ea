package io.github.jobtide.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server and resets connections by chance: before a request has come through, or when it has, and only its answer has not. */
final class ResettingProxy implements AutoCloseable {
    private static final int THREADS = 16;

    private final ServerSocket socket;
    private final InetSocketAddress server;
    private final Random random;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    private final AtomicInteger answersLost = new AtomicInteger();
    private volatile boolean resets = true;

    private ResettingProxy(ServerSocket socket, InetSocketAddress server, long seed) {
        this.socket = socket;
        this.server = server;
        this.random = new Random(seed);
    }

    static ResettingProxy before(InetSocketAddress server, long seed) {
        try {
            ResettingProxy proxy = new ResettingProxy(new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1")),
                    server,
                    seed);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** How many requests the server has answered and nobody has had the answer of. */
    int answersLost() {
        return answersLost.get();
    }

    void behave() {
        resets = false;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                double chance = resets ? random.nextDouble() : 1;
                threads.execute(() -> pass(client, chance));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void pass(Socket client, double chance) {
        try (client; Socket behind = new Socket()) {
            client.setSoTimeout(10_000);
            behind.setSoTimeout(10_000);
            if (chance < 0.2) {
                client.setSoLinger(true, 0); // Closing it now is a reset.
                return;
            }
            behind.connect(server);
            byte[] piece = new byte[64 * 1024];
            // Clients send a request in one piece, and read its answer before they send anything else.
            do {
                int count = client.getInputStream().read(piece);
                if (count < 0) {
                    return;
                }
                behind.getOutputStream().write(piece, 0, count);
            } while (client.getInputStream().available() > 0);
            int count = behind.getInputStream().read(piece);
            if (chance < 0.4) {
                answersLost.incrementAndGet();
                client.setSoLinger(true, 0);
                return;
            }
            while (count >= 0) {
                client.getOutputStream().write(piece, 0, count);
                count = behind.getInputStream().read(piece);
            }
        } catch (IOException e) {
            // One of the two has gone; so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
