package io.github.jobtide.cli;

import io.github.jobtide.gateway.Gateway;
import io.github.jobtide.gateway.GatewayConfig;
import io.github.jobtide.gateway.ListenAddress;
import io.github.jobtide.gateway.LogConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobtide demo}: a gateway, a wrapped job that reports to it, and what Prometheus makes of that; leaves nothing behind. */
@Command(name = "demo", description = "Start a gateway in a temporary folder, run an example job under the wrapper, and show what Prometheus will see.", versionProvider = Version.class, mixinStandardHelpOptions = true, sortOptions = false, exitCodeOnInvalidInput = 2)
final class DemoCommand implements Runnable {
    private static final int USUAL_PORT = 9091;
    private static final Set<String> SHOWN_OF_JOB = Set.of("msisdn_stock_available", "msisdn_checks",
            "msisdn_checks_succeeded");
    private static final Set<String> SHOWN_OF_RUN = Set.of("jobtide_last_run_success",
            "jobtide_last_run_duration_seconds",
            "jobtide_last_success_timestamp_seconds", "jobtide_success_deadline_timestamp_seconds",
            "jobtide_dependency_up");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--once", description = "End when all is shown, instead of staying until Ctrl-C.")
    private boolean once;

    @Override
    public void run() {
        Termination.onSignal(Thread.currentThread()::interrupt);
        try (TemporaryFolder folder = TemporaryFolder.create("jobtide-demo-");
                Gateway gateway = Gateway.start(config(folder.path()), InstantSource.system())) {
            show(folder.path(), URI.create("http://localhost:" + gateway.addresses().getFirst().getPort()));
        } catch (InterruptedException e) {
            // Ctrl-C: everything is closed by now.
        }
    }

    private static GatewayConfig config(Path folder) {
        GatewayConfig defaults = GatewayConfig.DEFAULT;
        return defaults.withWeb(defaults.web().withListenAddresses(new ListenAddress("127.0.0.1", freePort())))
                .withStorage(defaults.storage().withPath(folder.resolve("data")))
                .withLog(new LogConfig(LogConfig.LogLevel.WARN, LogConfig.LogFormat.LOGFMT));
    }

    /** The usual port if nobody has it, else any. */
    private static int freePort() {
        try (ServerSocket _ = new ServerSocket(USUAL_PORT, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return USUAL_PORT;
        } catch (IOException e) {
            return 0;
        }
    }

    private void show(Path folder, URI gateway) throws InterruptedException {
        say("A gateway is running at %s and keeps its data in %s.", gateway, folder.resolve("data"));
        showJob(folder, gateway);
        Optional<DemoPrometheus> prometheus = DemoPrometheus.start(folder, gateway);
        try {
            showPrometheus(prometheus);
            showConfiguration(gateway);
            if (!once) {
                say("Push to it yourself; Ctrl-C ends it and removes its data.");
                new CountDownLatch(1).await();
            }
        } finally {
            prometheus.ifPresent(DemoPrometheus::close);
        }
    }

    private void showJob(Path folder, URI gateway) throws InterruptedException {
        ExampleJob job = ExampleJob.find(folder);
        List<String> words = job.words(gateway, job.table());
        say("%nA job that knows nothing of it, wrapped as in a crontab. It is silent, because all is well:%n");
        say("  $ %s", ExampleJob.typed(words));
        job.run(words);
        Scrape scrape = Scrape.of(gateway);
        say("%nWhat Prometheus will see at %s/metrics: what the job counted,%n", gateway);
        say("%s", indented(scrape.group(ExampleJob.NAME, SHOWN_OF_JOB)));
        say("and what the wrapper tells of each run, among others:%n");
        say("%s", indented(scrape.group(ExampleJob.NAME, SHOWN_OF_RUN)));
    }

    private void showPrometheus(Optional<DemoPrometheus> started) throws InterruptedException {
        if (started.isEmpty()) {
            say("No Prometheus is on PATH or in target/peers (tools/peers prometheus gets one), so none was started.%n");
            return;
        }
        DemoPrometheus prometheus = started.get();
        say("A real Prometheus at %s scrapes the gateway every second. Asked for %s, it answers:%n",
                prometheus.address(), DemoPrometheus.QUERY);
        say("%s", indented(prometheus.answer()));
    }

    private void showConfiguration(URI gateway) {
        say("""
                The page is %s/ and the scrape configuration to copy:

                  scrape_configs:
                    - job_name: jobtide-gateway
                      honor_labels: true # keeps the job and instance that were pushed
                      static_configs:
                        - targets: ["localhost:%d"]
                """, gateway, gateway.getPort());
    }

    private static String indented(String text) {
        return text.indent(2);
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(format + "%n", values);
        out.flush();
    }
}
