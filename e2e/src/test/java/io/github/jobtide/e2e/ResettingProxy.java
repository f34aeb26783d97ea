package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes connections on to a gateway and resets them at random: before a request arrives, when an answer is on its way back, and in the
 * middle of one. A connection that the gateway does not take is reset at once. Two virtual threads for each connection.
 */
final class ResettingProxy implements AutoCloseable {
    private static final int ONE_IN = 40;
    private static final int CONNECT_MILLIS = 5_000;

    private final ServerSocket server;
    private final int gatewayPort;
    private final Random seeds;
    private final AtomicLong requestsLost = new AtomicLong();
    private final AtomicLong answersLost = new AtomicLong();

    private ResettingProxy(ServerSocket server, int gatewayPort, long seed) {
        this.server = server;
        this.gatewayPort = gatewayPort;
        this.seeds = new Random(seed);
    }

    static ResettingProxy before(int gatewayPort, long seed) {
        try {
            var proxy = new ResettingProxy(new ServerSocket(0, 256, InetAddress.ofLiteral("127.0.0.1")), gatewayPort,
                    seed);
            Thread.ofPlatform().daemon().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no proxy on 127.0.0.1", e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Connections that were reset before the gateway could see the request. */
    long requestsLost() {
        return requestsLost.get();
    }

    /** Connections that were reset when the gateway had answered. */
    long answersLost() {
        return answersLost.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Random random = new Random(seeds.nextLong());
                Thread.startVirtualThread(() -> pass(client, random));
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void pass(Socket client, Random random) {
        Socket gateway = new Socket();
        try {
            client.setTcpNoDelay(true);
            gateway.setTcpNoDelay(true);
            gateway.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), gatewayPort), CONNECT_MILLIS);
            Random answers = new Random(random.nextLong());
            Thread.startVirtualThread(() -> pump(gateway, client, answers, answersLost, true));
            pump(client, gateway, random, requestsLost, false);
        } catch (IOException e) {
            reset(client);
            reset(gateway);
        }
    }

    private static void pump(Socket from, Socket to, Random random, AtomicLong lost, boolean partly) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (random.nextInt(ONE_IN) == 0) {
                    lost.incrementAndGet();
                    out.write(buffer, 0, partly ? random.nextInt(read) : 0);
                    break;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has gone; so shall the other.
        }
        reset(from);
        reset(to);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
