package io.github.jobtide.cli;

import io.github.jobtide.gateway.Gateway;
import io.github.jobtide.gateway.GatewayConfig;
import io.github.jobtide.gateway.ListenAddress;
import java.nio.file.Path;
import java.time.InstantSource;

/** A gateway in this JVM, on a port of its own. */
final class RunningGateway implements AutoCloseable {
    private final Gateway gateway;

    RunningGateway(Path folder) {
        GatewayConfig defaults = GatewayConfig.DEFAULT;
        gateway = Gateway.start(
                defaults.withWeb(defaults.web().withListenAddresses(new ListenAddress("127.0.0.1", 0)))
                        .withStorage(defaults.storage().withPath(folder.resolve("data"))),
                InstantSource.system());
    }

    String url() {
        return "http://127.0.0.1:" + gateway.addresses().getFirst().getPort();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
