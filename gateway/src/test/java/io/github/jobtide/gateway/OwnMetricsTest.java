package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.gateway.access.Access;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.store.MemoryEngine;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.StoreLimits;
import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnMetricsTest {
    private final RunningGateway running = RunningGateway.start();
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyOwnFamilyIsKnownFromTheStart(@TempDir Path folder) throws IOException {
        var clock = InstantSource.fixed(RunningGateway.NOW);
        var requests = new RequestMetrics(clock);
        requests.answered("push", "POST", 200);
        requests.pushed("POST", 100, 1000);
        var limits = StoreLimits.forHeap(256 << 20);
        var certificate = TestCertificate.authority("a").issue("gateway", "localhost");
        Path file = Files.writeString(folder.resolve("web.yml"), "tls_server_config:\n  cert: |\n%s  key: |\n%s"
                .formatted(certificate.certificatePem().indent(4), certificate.keyPem().indent(4)));
        Path principals = Files.writeString(folder.resolve("jobtide-gateway.yml"),
                "principals: {a: {roles: [push], tokens: [{sha256: %s}]}}".formatted("0".repeat(64)));
        try (var access = Access.start(Optional.of(file), Optional.of(principals), clock, Runnable::run);
                var store = MetricStore.open(new MemoryEngine(), OwnMetrics.types(), limits, NameRule.CLASSIC, clock);
                var snapshot = store.snapshot()) {
            var own = new OwnMetrics(requests, new Refusals(clock), new TurnedAway(), new ByteBudget(1), limits,
                    Optional.of(access), new AccessRefusals(),
                    PushLint.of(GatewayConfig.DEFAULT.withLint(LintMode.WARN), new LatestFindings(0)));
            List<MetricFamily> families = own.families(store, snapshot);

            Map<String, MetricType> served = new HashMap<>();
            families.forEach(family -> served.put(family.name(), family.type()));
            assertThat(served).isEqualTo(OwnMetrics.types());
            assertThat(families).extracting(MetricFamily::name).isSorted();
        }
    }

    @Test
    void aPushedFamilyOfAnOwnNameMustFitFromTheFirstRequestOn() {
        var answer = client.ask("POST", "/metrics/job/a", "", """
                # TYPE pushgateway_http_requests_total gauge
                pushgateway_http_requests_total 1
                """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(client.ask("GET", "/metrics").status()).isEqualTo(200);
    }

    @Test
    void requestsAreCountedButForScrapesAndUnknownPaths() {
        client.ask("POST", "/metrics/job/a", "", "m 1\n");
        client.ask("PUT", "/metrics/job/a", "", "m one\n");
        client.ask("DELETE", "/metrics/job/a");
        client.ask("GET", "/nothing");
        client.ask("GET", "/-/healthy");

        assertThat(client.ask("GET", "/metrics").body().lines()
                .filter(line -> line.startsWith("pushgateway_http_requests_total"))).containsExactly(
                        "pushgateway_http_requests_total{code=\"200\",handler=\"healthy\",method=\"get\"} 1",
                        "pushgateway_http_requests_total{code=\"200\",handler=\"push\",method=\"post\"} 1",
                        "pushgateway_http_requests_total{code=\"202\",handler=\"delete\",method=\"delete\"} 1",
                        "pushgateway_http_requests_total{code=\"400\",handler=\"push\",method=\"put\"} 1");
    }

    @Test
    void theSizeOfAPushIsThatOfItsWholeRequest() {
        client.ask("POST", "/metrics/job/a", "X-Y: z\r\n", "m 1\n");

        int line = "POST".length() + "/metrics/job/a".length() + "HTTP/1.1".length();
        int headers = "X-Y".length() + "z".length() + "test".length() + "Content-Length".length() + "4".length();
        assertThat(running.value("pushgateway_http_push_size_bytes_sum{method=\"post\"}"))
                .isEqualTo(Integer.toString(line + headers + 4));
        assertThat(running.value("pushgateway_http_push_duration_seconds_count{method=\"post\"}")).isEqualTo("1");
    }

    @Test
    void theProcessAndItsMachineAreMeasured() {
        String page = client.ask("GET", "/metrics").body();

        for (String name : List.of("process_cpu_seconds_total", "process_max_fds", "process_open_fds",
                "process_resident_memory_bytes", "process_start_time_seconds", "process_virtual_memory_bytes",
                "process_virtual_memory_max_bytes", "jobtide_gateway_jvm_threads", "jobtide_gateway_series_limit")) {
            assertThat(page).contains("\n" + name + " ");
        }
        assertThat(page).contains("version=\"1.11.2\"").doesNotContain("\ngo_", "\njvm_");
    }
}
