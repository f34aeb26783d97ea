package io.github.jobtide.gateway;

import io.github.jobtide.store.MemoryEngine;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A gateway on the memory engine with one connection to it; its clock stands still. */
final class RunningGateway implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    final Gateway gateway;
    final RawClient client;

    private RunningGateway(Gateway gateway) {
        this.gateway = gateway;
        this.client = connect();
    }

    static RunningGateway start() {
        return start(web -> web, bounds -> bounds);
    }

    static RunningGateway start(UnaryOperator<WebConfig> web, UnaryOperator<GatewayBounds> bounds) {
        var local = WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0));
        var config = GatewayConfig.DEFAULT.withWeb(web.apply(local))
                .withBounds(bounds.apply(GatewayBounds.forHeap(256 << 20)));
        return start(config);
    }

    static RunningGateway start(GatewayConfig config) {
        return new RunningGateway(Gateway.start(config, InstantSource.fixed(NOW), new MemoryEngine()));
    }

    RawClient connect() {
        return RawClient.connect(address());
    }

    InetSocketAddress address() {
        return gateway.addresses().get(0);
    }

    /** A line of the scrape that begins so, without its beginning. */
    String value(String series) {
        return client.ask("GET", "/metrics").body().lines().filter(line -> line.startsWith(series + " ")).findFirst()
                .map(line -> line.substring(series.length() + 1)).orElse("not there");
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
    }
}
