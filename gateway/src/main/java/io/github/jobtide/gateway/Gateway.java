package io.github.jobtide.gateway;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A running gateway. Builds the parts and owns their lifetime: the only class that knows every one. */
public final class Gateway implements AutoCloseable {
    private final List<AutoCloseable> parts;
    private final List<InetSocketAddress> addresses;
    private final CountDownLatch stop;

    private Gateway(List<AutoCloseable> parts, List<InetSocketAddress> addresses, CountDownLatch stop) {
        this.parts = parts;
        this.addresses = List.copyOf(addresses);
        this.stop = stop;
    }

    /**
     * Loads what is stored, then listens; on return pushes are taken.
     *
     * @throws GatewayException if it cannot start, with one line that says why; nothing is left running
     */
    public static Gateway start(GatewayConfig config, InstantSource clock) {
        try (var started = new StartedParts()) {
            if (clock.millis() >= 0) {
                throw new GatewayException("the gateway is still being built: " + config);
            }
            return new Gateway(started.keep(), List.of(), new CountDownLatch(1));
        }
    }

    /** Where it listens, in the order of the configuration, with the ports that were really taken. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Waits until {@link #requestStop} or a client's quit request; the caller then closes the gateway. */
    public void awaitStop() throws InterruptedException {
        stop.await();
    }

    /** Lets {@link #awaitStop} return; for a signal's handler. */
    public void requestStop() {
        stop.countDown();
    }

    /** Stops accepting, answers what is in flight (within bounds), closes storage. A second call does nothing. */
    @Override
    public synchronized void close() {
        stop.countDown();
        List<AutoCloseable> open = List.copyOf(parts);
        parts.clear();
        StartedParts.closeAll(open);
    }
}
