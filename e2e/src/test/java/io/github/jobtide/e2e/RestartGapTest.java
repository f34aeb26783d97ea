package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.e2e.Prometheus.Format;
import io.github.jobtide.e2e.Prometheus.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While Prometheus scrapes, the gateway is ended and started again on the same folder: a gap, and nothing else, shorter than the outage. */
final class RestartGapTest {
    /** Long enough to miss a scrape. */
    private static final Duration DOWN = Prometheus.PATIENCE.plusMillis(500);
    /** A scrape in flight when the gateway ends began that much before, at most. */
    private static final double IN_FLIGHT_SECONDS = Prometheus.PATIENCE.toMillis() / 1e3;

    /** When the gateway could not be scraped, in seconds since 1970. */
    private record Outage(double from, double to) {
        boolean covers(Point scrape) {
            return scrape.seconds() >= from - IN_FLIGHT_SECONDS && scrape.seconds() <= to;
        }
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({Prometheus.NEWEST + ",PROTOBUF", Prometheus.DEBIAN_12 + ",TEXT"})
    void afterAKillAndAfterATerminationSeriesGoOnWithTheirValues(String peer, Format format) {
        Path folder = Workspace.newFolder("restart");
        int port = ServerProcess.freePort();
        ServerProcess gateway = JobtideGateway.start(folder, port, "");
        try (Prometheus prometheus = Prometheus.startPatient(peer, format, port)) {
            RealPrometheusTest.push(gateway, "/metrics/job/nightly", RealPrometheusTest.PUSH);
            prometheus.await("count_over_time(batch_plain[1m])", RestartGapTest::atLeastTwo);
            List<Outage> outages = new ArrayList<>();
            double last = 0;

            for (boolean inGoodOrder : List.of(false, true)) {
                double from = now();
                if (inGoodOrder) {
                    assertThat(gateway.terminate()).isZero();
                } else {
                    gateway.kill();
                }
                Pause.of(DOWN);
                gateway = JobtideGateway.start(folder, port, "");
                outages.add(new Outage(from, now()));
                double restarted = now();
                last = awaitScrape(prometheus, awaitScrape(prometheus, restarted + 1));
            }

            // Each query up to the same scrape, however long after it.
            String range = String.format(Locale.ROOT, "[10m] @ %.3f", last);
            List<Point> up = prometheus.points("up" + range);
            assertThat(up).filteredOn(scrape -> outages.stream().noneMatch(outage -> outage.covers(scrape)))
                    .as("scrapes outside of %s", outages).hasSizeGreaterThan(2)
                    .allMatch(scrape -> scrape.value() == 1);
            for (Outage outage : outages) {
                assertThat(up).filteredOn(outage::covers).as("scrapes within %s", outage)
                        .anyMatch(scrape -> scrape.value() == 0);
            }
            List<Double> scraped = up.stream().filter(scrape -> scrape.value() == 1).map(Point::seconds).toList();
            assertThat(scraped).hasSizeGreaterThan(2);
            assertUnchanged(prometheus.points("batch_rows_total{outcome=\"read\"}" + range), scraped);
            assertUnchanged(prometheus.points("push_time_seconds{job=\"nightly\"}" + range), scraped);
            assertUnchanged(prometheus.points("batch_run_seconds_bucket{le=~\"1|1.0\"}" + range), scraped);
        } finally {
            gateway.kill();
        }
    }

    private static boolean atLeastTwo(List<Sample> found) {
        return !found.isEmpty() && found.getFirst().value() >= 2;
    }

    /** When the first scrape after that time began. */
    private static double awaitScrape(Prometheus prometheus, double after) {
        List<Sample> found = prometheus.await("timestamp(batch_plain) > " + after, samples -> !samples.isEmpty());
        assertThat(found).as("scrapes after %s", after).isNotEmpty();
        return found.getFirst().value();
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    /** Every scrape since the push has the series, with one and the same value. */
    private static void assertUnchanged(List<Point> points, List<Double> scraped) {
        assertThat(points.stream().map(Point::value).distinct()).hasSize(1);
        double first = points.getFirst().seconds();
        assertThat(points.stream().map(Point::seconds))
                .containsExactlyElementsOf(scraped.stream().filter(time -> time >= first).toList());
    }
}
