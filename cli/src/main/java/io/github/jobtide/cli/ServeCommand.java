package io.github.jobtide.cli;

import io.github.jobtide.gateway.Gateway;
import io.github.jobtide.gateway.GatewayConfig;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobtide serve}: the gateway, until a signal or a quit request ends it. */
@Command(name = "serve", description = "Take pushes, keep the last value of each group, be scraped. A drop-in for Prometheus Pushgateway.", versionProvider = Version.class, mixinStandardHelpOptions = true, sortOptions = false, abbreviateSynopsis = true, exitCodeOnInvalidInput = ServeCommand.FAILED, exitCodeOnExecutionException = ServeCommand.FAILED, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:ended by SIGTERM, SIGINT or a quit request, in good order", "1:wrong flags, or it could not start",
        "3:a fault of its own, such as memory that ran out; a restart mends it"})
final class ServeCommand implements Runnable {
    static final int FAILED = 1;

    @Mixin
    private final ServeFlags flags = new ServeFlags();

    @Override
    public void run() {
        GatewayConfig config = config();
        CompletableFuture<Gateway> started = new CompletableFuture<>();
        Termination.onSignal(() -> {
            var _ = started.thenAccept(Gateway::requestStop); // later, if the start is not done yet
        });
        if (config.web().configFile().isPresent() || config.accessFile().isPresent()) {
            Hangup.onSignal(() -> {
                var _ = started.thenAccept(Gateway::readConfigSoon);
            });
        }
        try (Gateway gateway = Gateway.start(config, InstantSource.system()); HeapKeeper _ = HeapKeeper.start()) {
            started.complete(gateway);
            gateway.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    GatewayConfig config() {
        return flags.config();
    }
}
