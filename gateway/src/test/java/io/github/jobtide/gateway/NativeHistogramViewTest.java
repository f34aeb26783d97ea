package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Details;
import io.github.jobtide.exposition.Exemplar;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import io.github.jobtide.exposition.ProtobufWriter;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.Timestamp;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people and programs other than a scraper see of a native histogram. */
class NativeHistogramViewTest {
    private static final Pattern GROUP = Pattern.compile("href=\"\\./(\\?group=[^\"]+)\"");
    private static final String PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=";
    private static final Exemplar SLOW = new Exemplar(Labels.of("trace_id", "x"), 2.5,
            Optional.of(new Timestamp(17, 5)));
    private static final MetricFamily FAMILY = new MetricFamily("h", MetricType.GAUGE_HISTOGRAM, "",
            List.of(Metric.of(Labels.of("a", "b"),
                    new Reading.Detailed(new Reading.Histogram(2_000_004, 4.5, List.of(new Reading.Bucket(1, 3))),
                            new Details(Optional.of(new Timestamp(18, 0)), new TreeMap<>(Map.of(0, SLOW)),
                                    List.of(SLOW),
                                    Optional.of(new NativeHistogram(false, 3, 0.5, 1,
                                            new Buckets(List.of(new Span(-2, 1)), List.of(2.0)),
                                            new Buckets(List.of(new Span(1, 2)), List.of(2_000_000.0, 1.0)))))))));

    @Test
    void thePageHasOneLineForIt() {
        try (RunningGateway running = RunningGateway.start()) {
            push(running);

            Matcher group = GROUP.matcher(running.client.ask("GET", "/").body());
            assertThat(group.find()).isTrue();
            assertThat(running.client.ask("GET", "/" + group.group(1)).body())
                    .contains("<h2>h</h2>", "count 2.000004e+06, sum 4.5, in 3 native buckets of schema 3</td>")
                    .doesNotContain("≤");
        }
    }

    @Test
    void protobufsTextFormHasAllOfIt() {
        try (RunningGateway running = RunningGateway.start()) {
            push(running);

            String page = running.client
                    .ask("GET", "/metrics", "Accept: " + PROTOBUF + "compact-text\r\n", "").body();

            String slow = "{ label { name: \"trace_id\" value: \"x\" } value: 2.5 timestamp { seconds: 17 nanos: 5 } } ";
            assertThat(page).contains("name: \"h\" type: GAUGE_HISTOGRAM metric { label { name: \"a\" value: \"b\" } "
                    + "label { name: \"instance\" value: \"\" } label { name: \"job\" value: \"j\" } "
                    + "histogram { sample_count: 2000004 sample_sum: 4.5 bucket { cumulative_count: 3 upper_bound: 1 "
                    + "exemplar " + slow + "} schema: 3 zero_threshold: 0.5 zero_count: 1 "
                    + "negative_span { offset: -2 length: 1 } negative_delta: 2 "
                    + "positive_span { offset: 1 length: 2 } positive_delta: 2000000 positive_delta: -1999999 "
                    + "created_timestamp { seconds: 18 nanos: 0 } exemplars " + slow + "} } \n");
        }
    }

    private static void push(RunningGateway running) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ProtobufWriter.write(FAMILY, body);
        var answer = running.client.ask("PUT", "/metrics/job/j",
                "Content-Type: " + PROTOBUF + "delimited\r\n", body.toByteArray());
        assertThat(answer.body()).isEmpty();
        assertThat(answer.status()).isEqualTo(200);
    }
}
