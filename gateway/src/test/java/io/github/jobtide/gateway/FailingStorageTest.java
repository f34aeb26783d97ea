package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Engine;
import io.github.jobtide.store.MemoryEngine;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.StorageStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FailingStorageTest {
    private final FailingEngine engine = new FailingEngine();

    @Test
    void pushesAreToldToComeAgainAndScrapesGoOn() {
        var config = GatewayConfig.DEFAULT
                .withWeb(WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0)));
        try (var gateway = Gateway.start(config, InstantSource.fixed(RunningGateway.NOW), engine);
                var client = RawClient.connect(gateway.addresses().get(0))) {
            assertThat(client.ask("PUT", "/metrics/job/a", "", "m 1\n").status()).isEqualTo(200);
            assertThat(client.ask("GET", "/-/ready").body()).isEqualTo("OK");

            engine.fails = true;

            var refused = client.ask("PUT", "/metrics/job/a", "", "m 2\n");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(client.ask("DELETE", "/metrics/job/a").status()).isEqualTo(503);
            assertThat(client.ask("GET", "/-/ready").status()).isEqualTo(503);
            assertThat(client.ask("GET", "/-/healthy").status()).isEqualTo(200);
            assertThat(client.ask("GET", "/metrics").body()).contains("m{instance=\"\",job=\"a\"} 1\n");

            engine.fails = false;

            assertThat(client.ask("PUT", "/metrics/job/a", "", "m 3\n").status()).isEqualTo(200);
            assertThat(client.ask("GET", "/-/ready").status()).isEqualTo(200);
        }
    }

    /** Memory that refuses commits while it is told to. */
    private static final class FailingEngine implements Engine {
        private final MemoryEngine memory = new MemoryEngine();
        private volatile boolean fails;

        @Override
        public long load(Consumer<Change> replay) {
            return memory.load(replay);
        }

        @Override
        public void start(Supplier<LiveState> live) {
            memory.start(live);
        }

        @Override
        public long commit(List<Change> batch) {
            if (fails) {
                throw new StorageException("the disk is full");
            }
            return memory.commit(batch);
        }

        @Override
        public StorageStatus status() {
            return new StorageStatus("a full disk", true, !fails, 0, 0, 0, 0, List.of());
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
