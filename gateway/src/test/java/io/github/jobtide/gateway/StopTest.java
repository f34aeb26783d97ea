package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.store.MemoryEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
    @Test
    void aPushThatIsStillArrivingIsAnsweredBeforeTheEnd() {
        try (var running = RunningGateway.start(); var slow = running.connect()) {
            slow.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nm ");
            while (!running.value("jobtide_gateway_bytes_in_flight").equals("2")) {
                Thread.onSpinWait();
            }
            var stopped = CompletableFuture.runAsync(running.gateway::close);

            slow.send("1\n");

            assertThat(slow.read(false).status()).isEqualTo(200);
            stopped.join();
        }
    }

    @Test
    void aQuitRequestEndsTheWaitIfItIsAllowed() throws InterruptedException {
        try (var running = RunningGateway.start(web -> web.withLifecycle(true), bounds -> bounds)) {
            var answer = running.client.ask("POST", "/-/quit");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("Requesting termination... Goodbye!");
            running.gateway.awaitStop();
        }
        try (var running = RunningGateway.start()) {
            assertThat(running.client.ask("PUT", "/-/quit").body()).isEqualTo("Lifecycle API is not enabled.");
            assertThat(running.client.ask("PUT", "/-/quit").status()).isEqualTo(403);
            assertThat(running.client.ask("GET", "/-/quit").body()).isEqualTo("Only POST or PUT requests allowed.");
        }
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() {
        try (var running = RunningGateway.start()) {
            int port = running.gateway.addresses().get(0).getPort();
            var config = GatewayConfig.DEFAULT
                    .withWeb(WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", port)));

            assertThatThrownBy(() -> Gateway.start(config, InstantSource.system(), new MemoryEngine()))
                    .isInstanceOf(GatewayException.class).hasMessageStartingWith("cannot listen on 127.0.0.1:" + port)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aFileThatNoPushgatewayWroteIsNotTakenForOne(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("pushgateway.data"), "not ours");
        var config = GatewayConfig.DEFAULT.withStorage(StorageConfig.DEFAULT.withPersistenceFile(file));

        assertThatThrownBy(() -> Gateway.start(config, InstantSource.system())).isInstanceOf(GatewayException.class)
                .hasMessageStartingWith(
                        "--persistence.file: " + file + " is damaged, or was not written by a Pushgateway");
        assertThat(file).hasContent("not ours");
    }
}
