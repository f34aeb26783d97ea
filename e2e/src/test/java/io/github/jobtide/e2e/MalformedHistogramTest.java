package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * D17 of docs/migrating.md: native histograms that make a Prometheus drop the whole scrape, end it, or keep it busy for ever. A
 * Pushgateway takes them; Jobtide does not, and the Prometheus that scrapes it all the while never notices.
 */
final class MalformedHistogramTest {
    private static final String SPAN = "schema: 0 positive_span { offset: 0 length: 1 } ";
    private static final String COUNT_IS_WRONG = "sample_count: 5 sample_sum: 4 " + SPAN + "positive_delta: 2";
    private static final String ENDS_PROMETHEUS = "sample_count: 2 sample_sum: 4 " + SPAN
            + "positive_delta: 2 positive_delta: 0";

    private static final List<String> MALFORMED = List.of(COUNT_IS_WRONG, ENDS_PROMETHEUS,
            "sample_count: 2 sample_sum: 4 schema: 0 positive_span { length: 2 } positive_delta: 2",
            "sample_count: 2 sample_sum: 4 schema: 0 positive_span { length: 4294967295 } positive_delta: 2",
            "sample_count: 2 sample_sum: 4 schema: 0 positive_span { length: 2 }",
            "sample_count: 2 sample_sum: 4 schema: 0 negative_span { length: 2 } negative_delta: 2",
            "sample_count: 2 sample_sum: 4 schema: 9 positive_span { length: 1 } positive_delta: 2",
            "sample_count: 2 sample_sum: 4 schema: -5 positive_span { length: 1 } positive_delta: 2",
            "sample_count: 2 sample_sum: 4 schema: -53 positive_span { length: 1 } positive_delta: 2",
            "sample_count: 2 sample_sum: 4 " + SPAN + "positive_delta: -2",
            "sample_count: 2 sample_sum: 4 schema: 0 positive_span { length: 3 } positive_delta: 9223372036854775807 "
                    + "positive_delta: 0 positive_delta: 0",
            "sample_count: 4 sample_sum: 4 schema: 0 positive_span { offset: 2 length: 1 } "
                    + "positive_span { offset: -1 length: 1 } positive_delta: 2 positive_delta: 0",
            "sample_count: 2 sample_sum: 4 schema: 0 positive_span { offset: 2147483647 length: 1 } positive_delta: 2",
            "sample_count: 3 sample_sum: 4 zero_threshold: nan zero_count: 1 " + SPAN + "positive_delta: 2",
            "sample_count: 3 sample_sum: 4 zero_threshold: -1 zero_count: 1 " + SPAN + "positive_delta: 2",
            "sample_count_float: 3.5 sample_sum: 4 " + SPAN + "positive_delta: 2",
            "sample_count_float: 3.5 sample_sum: 4 " + SPAN + "positive_delta: 2 positive_count: 2",
            "sample_count: 2 sample_sum: 4 " + SPAN + "positive_count: 2",
            "sample_count: 2 sample_sum: 4 " + SPAN + "positive_delta: 2 positive_count: 2",
            "sample_count_float: 3.5 sample_sum: 4 " + SPAN + "positive_count: nan",
            "sample_count_float: 3.5 sample_sum: 4 " + SPAN + "positive_count: -2",
            "sample_count_float: 0 sample_sum: 0 schema: 0 positive_span { length: 2 } positive_count: 0 positive_count: 0");

    @Test
    void d17NativeHistogramsThatAPrometheusCannotTakeAreRefusedAndItNeverNotices() {
        try (ServerProcess gateway = JobtideGateway.start();
                Prometheus prometheus = Prometheus.startPatient(Prometheus.NEWEST, Prometheus.Format.NATIVE,
                        gateway.port())) {
            gateway.exchange(Request.of("PUT", "/metrics/job/good", "some_metric 1\n"));
            prometheus.await("some_metric", found -> found.size() == 1);

            List<Integer> statuses = MALFORMED.stream().map(histogram -> push(gateway, "HISTOGRAM", histogram))
                    .toList();
            List<Integer> ofGauges = MALFORMED.stream().map(histogram -> push(gateway, "GAUGE_HISTOGRAM", histogram))
                    .toList();

            assertThat(statuses).isEqualTo(IntStream.range(0, MALFORMED.size()).mapToObj(_ -> 400).toList());
            assertThat(ofGauges).isEqualTo(statuses);
            Health.check(gateway, "d17", "after malformed native histograms");
            prometheus.await("d17", found -> found.size() == 1);
            assertThat(prometheus.query("d17")).hasSize(1);
            assertThat(prometheus.query("min_over_time(up[10m])")).extracting(Sample::value).containsExactly(1.0);
        }
    }

    @Test
    void d17APushgatewayTakesThemAndItsPrometheusLosesEverythingOrDies() {
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST);
                Prometheus prometheus = Prometheus.start(Prometheus.NEWEST, Prometheus.Format.NATIVE, real.port())) {
            assertThat(prometheus.await("up", found -> is(found, 1))).extracting(Sample::value).containsExactly(1.0);

            assertThat(push(real, "HISTOGRAM", COUNT_IS_WRONG)).isEqualTo(200);
            assertThat(prometheus.await("up", found -> is(found, 0))).extracting(Sample::value).containsExactly(0.0);

            assertThat(push(real, "HISTOGRAM", ENDS_PROMETHEUS)).isEqualTo(200);
            for (int attempt = 0; attempt < 100 && prometheus.isAlive(); attempt++) {
                Pause.of(Duration.ofMillis(100));
            }
            assertThat(prometheus.isAlive()).isFalse();
        }
    }

    private static boolean is(List<Sample> found, double value) {
        return found.size() == 1 && found.getFirst().value() == value;
    }

    private static int push(ServerProcess gateway, String type, String histogram) {
        Request request = Request.of("PUT", "/metrics/job/malformed").with("Content-Type", Protobuf.CONTENT_TYPE)
                .with(Protobuf.encode("name: \"h\" type: " + type + " metric { histogram { " + histogram + " } }"));
        return gateway.exchange(request).status();
    }
}
