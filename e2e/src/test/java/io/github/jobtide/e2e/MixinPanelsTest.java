package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every query of every panel, asked of a real Prometheus that scraped a real gateway after real wrapped jobs: as many series as are expected, and a page that shows what a
 * person would see.
 */
final class MixinPanelsTest {
    /** A day becomes twelve seconds, so that what lies a day back is there. */
    private static final String SCALE = "7200";
    private static final Path EXPECTED = Workspace.root().resolve("e2e/src/test/resources/mixin/panels.txt");
    private static final String INVENTORY = """
            jobs:
              - job: import
                every: 1h
                owner: data
                thresholds:
                  - {metric: rows_waiting, below: 10, by: [region], fresh: 1h}
                ratios:
                  - {good: rows_good, all: rows_all, below: 0.9, fresh: 1h}
            """;

    private final Wrapped host = Wrapped.inNewHome();

    @Test
    void everyQueryOfEveryPanelFindsWhatItIsFor() throws IOException {
        Path inventory = Files.writeString(Workspace.newFolder("inventory").resolve("jobs.yml"), INVENTORY);
        try (ServerProcess gateway = JobtideGateway.start()) {
            MixinFolder folder = MixinFolder.make("--inventory", inventory.toString(), "--time-scale", SCALE,
                    "--target-label", "environment=production", "--gateway", "http://127.0.0.1:" + gateway.port());
            try (Alerting alerting = Alerting.start(folder);
                    Wrapped.Running running = begin(alerting, gateway)) {
                jobs(gateway);
                for (String there : List.of("count(group:jobtide_runs_succeeded_per_runs:ratio_increase7d) >= 2",
                        "ALERTS{alertname=\"BatchJobFailed\",alertstate=\"firing\"}",
                        "scrape_samples_scraped offset 12s",
                        "count(group:jobtide_last_run_duration_seconds:quantile90_14d > 0) >= 3")) {
                    alerting.await(there);
                }

                Map<String, String> found = new TreeMap<>();
                StringBuilder page = new StringBuilder();
                for (String name : folder.dashboards()) {
                    MixinDashboard dashboard = MixinDashboard.read(folder.path().resolve("dashboards").resolve(name));
                    page.append("<h1>").append(dashboard.uid()).append("</h1>\n");
                    for (MixinDashboard.Panel panel : dashboard.panels()) {
                        page.append(PanelPicture.of(panel, alerting));
                        panel.targets().forEach(target -> found.put(
                                dashboard.uid() + " | " + panel.title() + " (" + panel.type() + ") | " + target.refId(),
                                String.valueOf(alerting.query(filled(target.expression())).size())));
                    }
                    for (String annotation : dashboard.annotations()) {
                        found.put(dashboard.uid() + " | annotation | " + annotation.replaceAll("\\W+", " ").strip(),
                                String.valueOf(alerting.query(filled(annotation)).size()));
                    }
                }
                Path picture = Files.writeString(Workspace.newFolder("panels").resolve("panels.html"),
                        PanelPicture.page(page.toString()));
                Files.write(picture.resolveSibling("found.txt"),
                        found.entrySet().stream().map(each -> each.getKey() + " | " + each.getValue()).toList());
                ProcessHandle.of(running.pid()).orElseThrow().descendants().forEach(ProcessHandle::destroyForcibly);

                Map<String, String> expected = expected();
                found.replaceAll(
                        (query, count) -> "some".equals(expected.get(query)) && !count.equals("0") ? "some" : count);
                assertThat(found).as("see %s", picture).isEqualTo(expected);
            }
        }
    }

    /** Once Prometheus scrapes, so that it sees counters from their beginning. */
    private Wrapped.Running begin(Alerting alerting, ServerProcess gateway) {
        alerting.await("up == 1");
        return host.start("--job", "running", "--gateway", url(gateway), "--", "sleep", "300");
    }

    private void jobs(ServerProcess gateway) throws IOException {
        Path metrics = Files.writeString(Workspace.newFolder("metrics").resolve("own.prom"), """
                # TYPE jobtide_last_run_records gauge
                jobtide_last_run_records{result="processed"} 90
                jobtide_last_run_records{result="failed"} 10
                # TYPE jobtide_last_run_stage_duration_seconds gauge
                jobtide_last_run_stage_duration_seconds{stage="read"} 0.2
                jobtide_last_run_stage_duration_seconds{stage="write"} 0.3
                # TYPE jobtide_dependency_up gauge
                jobtide_dependency_up{dependency="db"} 1
                # TYPE rows_waiting gauge
                rows_waiting{region="north"} 5
                rows_waiting{region="south"} 50
                # TYPE rows_good gauge
                rows_good 80
                # TYPE rows_all gauge
                rows_all 100
                """);
        for (int i = 0; i < 2; i++) {
            host.run("--job", "import", "--gateway", url(gateway), "--every", "1h", "--owner", "data", "--max-duration",
                    "10m", "--", "sh", "-c", "cp '" + metrics + "' \"$JOBTIDE_METRICS_FILE\"; sleep 0.5");
            host.run("--job", "failing", "--gateway", url(gateway), "--owner", "storage", "--schedule", "0 2 * * *",
                    "--", "sh", "-c", "exit 2");
        }
        host.run("--job", "overdue", "--gateway", url(gateway), "--every", "1s", "--grace", "0s", "--max-duration",
                "1s", "--tolerate", "0", "--", "true");
    }

    private static String url(ServerProcess gateway) {
        return "http://127.0.0.1:" + gateway.port();
    }

    static String filled(String expression) {
        return MixinDashboard.filled(expression, ".*", "30s");
    }

    private static Map<String, String> expected() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        List<String> lines = new ArrayList<>(Files.readAllLines(EXPECTED));
        lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
        lines.forEach(line -> {
            int end = line.lastIndexOf(" | ");
            expected.put(line.substring(0, end), line.substring(end + 3));
        });
        return expected;
    }

    static Duration window() {
        return Duration.ofSeconds(30);
    }
}
