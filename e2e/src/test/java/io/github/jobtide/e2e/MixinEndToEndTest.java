package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Wrapped jobs, a gateway, Prometheus and Alertmanager with the generated files, in real time, with all times divided by {@value #SCALE}: what goes wrong is told
 * once, to the right place and with what one has to know, and told again when it is mended.
 */
final class MixinEndToEndTest {
    private static final int SCALE = 120;
    private static final String HEARTBEAT = "500ms";
    private static final String INVENTORY = """
            dashboard-base: https://grafana.example.com
            jobs:
              - job: msisdn_stock
                every: 1d
                owner: wireless
                thresholds:
                  - {metric: msisdn_stock_available, below: 3, by: [region], fresh: 20m, alert: MSISDNStockLow, severity: critical, summary: MSISDN stock is running low}
              - job: checker
                every: 1d
                owner: quality
                ratios:
                  - {good: checks_good, all: checks_all, below: 0.95, by: [environment], fresh: 10h, alert: ChecksLow}
            """;

    /** Repeated, or still going on since before the outage; and nobody counts the stock any more. */
    private static final List<String> TOLD_BEFORE = List.of("BatchJobFailed broken", "BatchJobOnSeveralHosts shared",
            "MSISDNStockLowDataStale msisdn_stock");
    /** What the generated files call the gateway. */
    private static final String GATEWAY_JOB = "jobtide-gateway";

    private final Wrapped host = Wrapped.inNewHome();
    private final Path home = Workspace.newFolder("jobtide");
    private final int port = ServerProcess.freePort();

    @Test
    void everyTroubleIsToldWhereItBelongsAndSoIsItsEnd() throws IOException {
        Path inventory = Files.writeString(Workspace.newFolder("inventory").resolve("jobs.yml"), INVENTORY);
        MixinFolder folder = MixinFolder.make("--inventory", inventory.toString(), "--time-scale",
                String.valueOf(SCALE), "--gateway", "http://127.0.0.1:" + port);
        ServerProcess gateway = JobtideGateway.start(home, port, "");
        try (Alerting alerting = Alerting.start(folder)) {
            troubles(gateway, alerting);
            mended(gateway, alerting);
            gateway = outage(gateway, alerting);
        } finally {
            gateway.kill();
        }
    }

    private void troubles(ServerProcess gateway, Alerting alerting) throws IOException {
        run("failing", "--owner", "storage", "--", "sh", "-c", "exit 2");
        run("overdue", "--owner", "storage", "--every", "1s", "--grace", "1s", "--max-duration", "1s", "--tolerate",
                "0", "--", "true");
        for (int i = 0; i < 3; i++) {
            run("quiet", "--", "true");
        }
        Wrapped.Running killed = host.start("--job", "killed", "--gateway", url(), "--heartbeat", HEARTBEAT, "--",
                "sleep", "300");
        ProcessHandle command = awaitCommand(gateway, killed);
        command.parent().orElseThrow().destroyForcibly(); // the wrapper itself, and not the launcher above it
        push(gateway, "shared", "jobtide_last_run_info{host=\"a\"} 1\n");
        push(gateway, "checker",
                "checks_good{environment=\"production\"} 90\nchecks_all{environment=\"production\"} 100\n");
        stock("available", 2);

        told(alerting, "BatchJobFailed", "failing", "jobtide", Map.of("owner", "storage", "exit_code", "2"));
        MailSink.Mail failed = alerting.mail("[failed] failing on " + hostName() + " (exit 2)");
        assertThat(failed.to()).isEqualTo("batch@example.com");
        assertThat(failed.text()).contains("Batch job failing failed", "Severity:  warning", "Job:       failing",
                "Host:      " + hostName(), "Exit code: 2", "Owner:     storage",
                "Dashboard: https://grafana.example.com/d/jobtide-job?var-job=failing",
                "Runbook:   https://github.com/jobtide/jobtide/blob/main/docs/runbooks/BatchJobFailed.md");
        push(gateway, "shared", "jobtide_last_run_info{host=\"b\"} 1\n");
        told(alerting, "BatchJobMissedDeadline", "overdue", "jobtide-page", Map.of("owner", "storage"));
        told(alerting, "BatchJobLost", "killed", "jobtide-page", Map.of("host", hostName()));
        told(alerting, "MSISDNStockLow", "msisdn_stock", "jobtide-page", Map.of("owner", "wireless"));
        MailSink.Mail low = alerting.mail("[too low] msisdn_stock on " + hostName());
        assertThat(low.to()).isEqualTo("oncall@example.com");
        assertThat(low.text()).contains("MSISDN stock is running low, region north",
                "The job msisdn_stock pushed msisdn_stock_available = 2, and the limit is 3.");
        told(alerting, "ChecksLow", "checker", "jobtide", Map.of("owner", "quality"));
        told(alerting, "BatchJobOnSeveralHosts", "shared", "jobtide", Map.of());
        told(alerting, "MSISDNStockLowDataStale", "msisdn_stock", "jobtide-page", Map.of());
        told(alerting, "BatchJobQuiet", "quiet", "jobtide", Map.of("host", hostName()));
        for (String subject : List.of("[overdue] overdue on " + hostName() + " (exit 0)",
                "[lost] killed on " + hostName(), "[too low] checker", "[on several hosts] shared on b",
                "[data too old] msisdn_stock on " + hostName(), "[quiet] quiet on " + hostName())) {
            alerting.mail(subject);
        }
        command.destroyForcibly();
    }

    private void mended(ServerProcess gateway, Alerting alerting) throws IOException {
        Instant mended = Instant.now();
        run("failing", "--owner", "storage", "--", "true");
        run("overdue", "--owner", "storage", "--every", "1h", "--", "true");
        run("killed", "--every", "1h", "--", "true");
        run("quiet", "--every", "1h", "--", "true");
        push(gateway, "checker", "checks_good{environment=\"production\"} 99\n");
        stock("available", 9);

        for (String alert : List.of("BatchJobFailed failing", "BatchJobMissedDeadline overdue", "BatchJobLost killed",
                "BatchJobQuiet quiet", "ChecksLow checker", "MSISDNStockLowDataStale msisdn_stock")) {
            alerting.notice(alert + " resolved", notice -> !notice.isFiring() && notice.at().isAfter(mended)
                    && (notice.alert() + " " + notice.job()).equals(alert));
        }
        alerting.mail("[resolved: failed] failing on " + hostName() + " (exit 2)");
    }

    /** @return the gateway that runs again */
    private ServerProcess outage(ServerProcess gateway, Alerting alerting) {
        run("nightly", "--every", "1h", "--", "true");
        run("broken", "--", "sh", "-c", "exit 3");
        told(alerting, "BatchJobFailed", "broken", "jobtide", Map.of("exit_code", "3"));
        Instant down = Instant.now();
        gateway.kill();

        awaitInhibited(alerting, "BatchJobFailed broken");
        told(alerting, "JobtideGatewayDown", GATEWAY_JOB, "jobtide-page", Map.of());
        run("nightly", "--every", "1h", "--push-budget", "100ms", "--warnings", "never", "--", "true");
        assertThat(host.spooled()).isNotEmpty();

        ServerProcess again = JobtideGateway.start(home, port, "");
        assertThat(host.drain().status()).isZero();
        alerting.notice("the gateway is back",
                notice -> notice.alert().equals("JobtideGatewayDown") && !notice.isFiring());
        assertThat(host.spooled()).isEmpty();
        run("after", "--", "sh", "-c", "exit 4");
        told(alerting, "BatchJobFailed", "after", "jobtide", Map.of());
        assertThat(alerting.hooks().notices()).filteredOn(notice -> notice.isFiring() && notice.at().isAfter(down))
                .extracting(notice -> notice.alert() + " " + notice.job())
                .filteredOn(told -> !told.startsWith("JobtideGateway") && !told.equals("BatchJobFailed after"))
                // An idle gateway says once a minute that its disk is sound, and that minute is not scaled.
                .filteredOn(told -> !told.startsWith("JobtidePersistenceFailing"))
                .filteredOn(told -> !TOLD_BEFORE.contains(told)).isEmpty();
        return again;
    }

    /** Once the gateway is gone, an alert about a job lasts a few seconds: nothing that takes time may come before this. */
    private static void awaitInhibited(Alerting alerting, String alert) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<String> inhibited = alerting.inhibited();
        while (!inhibited.contains(alert) && System.nanoTime() < deadline) {
            Pause.of(Duration.ofMillis(20));
            inhibited = alerting.inhibited();
        }
        assertThat(inhibited).contains(alert);
    }

    private static void told(Alerting alerting, String alert, String job, String receiver,
            Map<String, String> annotations) {
        WebhookSink.Notice told = alerting.notice(alert + " of " + job,
                notice -> notice.isFiring() && notice.alert().equals(alert) && notice.job().equals(job));

        assertThat(told.receiver()).as(alert).isEqualTo(receiver);
        assertThat(told.annotations()).as(alert).containsKeys("summary", "description", "runbook_url", "what")
                .containsAllEntriesOf(annotations);
        assertThat(told.labels().get("severity")).as(alert)
                .isEqualTo(receiver.equals("jobtide-page") ? "critical" : "warning");
    }

    private void run(String job, String... words) {
        List<String> all = new ArrayList<>(List.of("--job", job, "--gateway", url(), "--heartbeat", HEARTBEAT));
        all.addAll(List.of(words));
        host.run(all.toArray(String[]::new));
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Until its start has been reported, there is nothing to be lost. */
    private static ProcessHandle awaitCommand(ServerProcess gateway, Wrapped.Running running) {
        Reported.await(gateway, "killed", page -> page.value("jobtide_running") == 1);
        return ProcessHandle.of(running.pid()).orElseThrow().descendants()
                .filter(each -> each.info().command().orElse("").endsWith("sleep")).findFirst().orElseThrow();
    }

    private static void push(ServerProcess gateway, String job, String body) {
        StringBuilder typed = new StringBuilder();
        body.lines().forEach(line -> typed.append("# TYPE ").append(line.replaceAll("[{ ].*", "")).append(" gauge\n")
                .append(line).append('\n'));
        assertThat(gateway.exchange(Request.of("POST", "/metrics/job/" + job, typed.toString())).status())
                .isEqualTo(200);
    }

    /** The example's own job counts a table in which that many numbers of a region are as told. */
    private void stock(String state, int count) throws IOException {
        StringBuilder table = new StringBuilder("msisdn,region,state\n");
        for (int i = 0; i < 9; i++) {
            table.append("44770090000").append(i).append(",north,").append(i < count ? state : "assigned").append('\n');
            table.append("44770090001").append(i).append(",south,available\n");
        }
        Path file = Files.writeString(Workspace.newFolder("stock").resolve("numbers.csv"), table);
        run("msisdn_stock", "--", Workspace.root().resolve("examples/msisdn-stock/count.sh").toString(),
                file.toString());
    }

    private static String hostName() {
        return Command.run(Duration.ofSeconds(10), List.of("hostname")).output().strip();
    }
}
