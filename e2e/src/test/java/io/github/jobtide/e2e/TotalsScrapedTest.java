package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.e2e.Prometheus.Format;
import io.github.jobtide.e2e.Prometheus.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Two real Prometheus servers scrape a gateway that is added to all the time, while it is killed and started again: what they hold never
 * goes back, and what it rises by is what was pushed.
 */
final class TotalsScrapedTest {
    private static final int RESTARTS = 3;
    /** Range that holds the whole test. */
    private static final String RANGE = "[10m]";

    /** What Prometheus is asked for, and the series of the page. */
    private static final Map<String, String> SERIES = new TreeMap<>(Map.of("load_rows_total",
            "load_rows_total{instance=\"\",job=\"own\"}", "load_runs_total{outcome=\"success\"}",
            "load_runs_total{instance=\"\",job=\"own\",outcome=\"success\"}",
            "load_run_seconds_bucket{le=~\"60|60.0\"}",
            "load_run_seconds_bucket{instance=\"\",job=\"own\",le=\"60\"}", "load_run_seconds_sum",
            "load_run_seconds_sum{instance=\"\",job=\"own\"}", "client_rows_total",
            "client_rows_total{instance=\"\",job=\"shared\"}", "client_wait_seconds_count",
            "client_wait_seconds_count{instance=\"\",job=\"shared\"}"));
    private static final String NATIVE = "client_size_bytes_count{instance=\"\",job=\"shared\"}";

    @Test
    void whatPrometheusHoldsNeverGoesBackAndRisesByWhatWasPushed() throws InterruptedException {
        Path folder = Workspace.newFolder("totals-scraped");
        int port = ServerProcess.freePort();
        long seed = System.nanoTime();
        System.out.println("TotalsScrapedTest: seed " + seed);
        ServerProcess gateway = JobtideGateway.start(folder, port, "");
        SteadyAdding adding = new SteadyAdding(port, seed);
        adding.addToBoth();
        Map<String, Long> first = adding.totals();
        try (Prometheus newest = Prometheus.start(Prometheus.NEWEST, Format.NATIVE, port);
                Prometheus older = Prometheus.start(Prometheus.DEBIAN_12, Format.TEXT, port)) {
            List.of(newest, older).forEach(TotalsScrapedTest::awaitScrape);

            Thread thread = Thread.ofPlatform().daemon().start(adding);
            for (int restart = 0; restart < RESTARTS; restart++) {
                awaitScrape(newest);
                if (restart == 1) {
                    assertThat(gateway.terminate()).isZero();
                } else {
                    gateway.kill();
                }
                gateway = JobtideGateway.start(folder, port, "");
            }
            awaitScrape(newest);
            adding.stop();
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();

            for (Prometheus prometheus : List.of(newest, older)) {
                awaitScrape(prometheus);
                SERIES.forEach((query, series) -> check(prometheus, query, value(first, series),
                        value(adding.totals(), series)));
            }
            checkNative(newest, value(first, NATIVE), value(adding.totals(), NATIVE));
        } finally {
            gateway.kill();
        }
    }

    private static double value(Map<String, Long> totals, String series) {
        return Objects.requireNonNull(totals.get(series), series);
    }

    /** One that began after now. */
    private static void awaitScrape(Prometheus prometheus) {
        double now = System.currentTimeMillis() / 1e3;
        assertThat(prometheus.await("timestamp(load_rows_total) > " + now, found -> !found.isEmpty())).isNotEmpty();
    }

    private static void check(Prometheus prometheus, String query, double first, double last) {
        List<Point> points = prometheus.points(query + RANGE);
        List<Double> values = points.stream().map(Point::value).toList();
        assertThat(values).as(query).isSorted().startsWith(first).endsWith(last).hasSizeGreaterThan(RESTARTS);
        assertThat(single(prometheus, "resets(" + query + RANGE + ")")).as("resets of " + query).isZero();
        assertThat(single(prometheus, "increase(" + query + RANGE + ")")).as("increase of " + query)
                .isBetween((last - first) * 0.999999, (last - first) * most(points));
    }

    private static void checkNative(Prometheus prometheus, double first, double last) {
        List<Point> points = prometheus.points("load_rows_total" + RANGE);
        assertThat(single(prometheus, "histogram_count(client_size_bytes)")).isEqualTo(last);
        assertThat(single(prometheus, "resets(client_size_bytes" + RANGE + ")")).isZero();
        assertThat(single(prometheus, "histogram_count(increase(client_size_bytes" + RANGE + "))"))
                .isBetween((last - first) * 0.999999, (last - first) * most(points));
    }

    /** Increase goes on beyond the first and the last sample, by 1.1 of the mean time between samples at the most. */
    private static double most(List<Point> points) {
        double mean = 1.0 / (points.size() - 1);
        return 1 + 2 * 1.1 * mean;
    }

    private static double single(Prometheus prometheus, String query) {
        List<Sample> found = prometheus.query(query);
        assertThat(found).as(query).hasSize(1);
        return found.getFirst().value();
    }
}
