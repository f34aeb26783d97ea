package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.gateway.Gateway;
import io.github.jobtide.gateway.GatewayConfig;
import io.github.jobtide.run.Wrapper;
import io.github.jobtide.testing.MemoryFolder;
import io.github.jobtide.testing.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many runs, their commands real processes and all else in this one, behind a proxy that loses requests and answers: each counts once. */
final class ThousandRunsTest {
    private static final int RUNS = 1000;
    private static final int THREADS = 8;
    /** The gateway's log has prepared files of many megabytes. */
    private static final int MEBIBYTES = 128;

    @AutoClose
    private final MemoryFolder memory = MemoryFolder.create(MEBIBYTES);
    private final Path folder = memory.path();

    @Test
    void eachRunCountsOnceWhateverIsLostOnTheWay() throws Exception {
        Path configuration = Files.writeString(folder.resolve("jobtide.yml"), "{}\n");
        long seed = Seeds.first(1).findFirst().orElseThrow();
        Random random = new Random(seed);
        AtomicIntegerArray expected = new AtomicIntegerArray(2);
        try (Gateway gateway = Gateway.start(config(folder.resolve("data")), Clock.systemUTC());
                ResettingProxy proxy = ResettingProxy.before(gateway.addresses().getFirst(), seed);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "XDG_STATE_HOME", folder.toString(),
                    "JOBTIDE_CONFIG", configuration.toString(), "JOBTIDE_GATEWAY", proxy.url());
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                int fails = random.nextInt(4) == 0 ? 1 : 0;
                runs.add(threads.submit(() -> {
                    assertThat(run(environment, "busy", "150ms", fails == 1 ? "false" : "true")).isEqualTo(fails);
                    expected.incrementAndGet(fails);
                    return fails;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            proxy.behave();
            run(environment, "last", "10m", "true"); // Delivers what waits, and ends as soon as nothing does.

            String page = page(gateway);
            assertThat(waiting()).isZero();
            assertThat(proxy.answersLost()).as("requests whose answer was lost").isGreaterThan(100);
            assertThat(expected.get(0) + expected.get(1)).isEqualTo(RUNS);
            assertThat(page).contains(
                    "jobtide_runs_total{instance=\"\",job=\"busy\",outcome=\"success\"} " + expected.get(0) + "\n",
                    "jobtide_runs_total{instance=\"\",job=\"busy\",outcome=\"failure\"} " + expected.get(1) + "\n",
                    "jobtide_run_duration_seconds_count{instance=\"\",job=\"busy\"} 1000\n");
        }
    }

    private static int run(Map<String, String> environment, String job, String budget, String command) {
        return Wrapper.run(List.of("--job", job, "--warnings=never", "--push-budget=" + budget, "--", command),
                environment,
                new RunConfiguration(environment));
    }

    private static GatewayConfig config(Path data) {
        return ((ServeCommand) JobtideCommand.commandLine()
                .parseArgs("serve", "--web.listen-address=127.0.0.1:0", "--storage.path=" + data, "--log.level=error")
                .subcommand().commandSpec().userObject()).config();
    }

    private long waiting() throws IOException {
        try (var files = Files.list(folder.resolve("jobtide/spool"))) {
            return files.filter(file -> file.toString().endsWith(".push")).count();
        }
    }

    private static String page(Gateway gateway) throws IOException {
        try (InputStream in = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort() + "/metrics")
                .toURL()
                .openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
