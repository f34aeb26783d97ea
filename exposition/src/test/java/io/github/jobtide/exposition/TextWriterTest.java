package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextWriterTest {
    @Test
    void helpIsWrittenOnlyWhereThereIsOneAndTypeAlways() {
        assertThat(write(new MetricFamily("a", MetricType.COUNTER, "Lines\nand \\ and \"", List.of(Metric.of(1))),
                new MetricFamily("b", MetricType.UNTYPED, "", List.of(Metric.of(2))))).isEqualTo("""
                        # HELP a Lines\\nand \\\\ and "
                        # TYPE a counter
                        a 1
                        # TYPE b untyped
                        b 2
                        """);
    }

    @Test
    void labelValuesAreEscaped() {
        assertThat(
                write(new MetricFamily("m", MetricType.GAUGE, "", List.of(Metric.of(1, "é_not", "π\"\n\\x", "b", "")))))
                .isEqualTo("# TYPE m gauge\nm{b=\"\",\"é_not\"=\"π\\\"\\n\\\\x\"} 1\n");
    }

    @Test
    void aHistogramGetsItsLastBucketIfNoneWasSent() {
        assertThat(write(new MetricFamily("h", MetricType.HISTOGRAM, "",
                List.of(Metric.of(Labels.of("z", "1"),
                        new Reading.Histogram(2.5, 3, List.of(new Reading.Bucket(1, 1.5)))),
                        Metric.of(Labels.NONE,
                                new Reading.Histogram(5, 0,
                                        List.of(new Reading.Bucket(Double.POSITIVE_INFINITY, 2),
                                                new Reading.Bucket(1, 1))))))))
                .isEqualTo("""
                        # TYPE h histogram
                        h_bucket{z="1",le="1"} 1.5
                        h_bucket{z="1",le="+Inf"} 2.5
                        h_sum{z="1"} 3
                        h_count{z="1"} 2.5
                        h_bucket{le="+Inf"} 2
                        h_bucket{le="1"} 1
                        h_sum 0
                        h_count 5
                        """);
    }

    @Test
    void aSummaryShowsItsQuantilesAsTheyWereSent() {
        assertThat(write(new MetricFamily("s", MetricType.SUMMARY, "",
                List.of(Metric.of(Labels.of("a", "b"),
                        new Reading.Summary(4, Double.NaN,
                                List.of(new Reading.Quantile(0.9, 7), new Reading.Quantile(0.5, -0.0))))))))
                .isEqualTo("""
                        # TYPE s summary
                        s{a="b",quantile="0.9"} 7
                        s{a="b",quantile="0.5"} 0
                        s_sum{a="b"} NaN
                        s_count{a="b"} 4
                        """);
    }

    @Test
    void namesOutsideTheClassicAlphabetAreQuoted() {
        assertThat(
                write(new MetricFamily("m.x", MetricType.GAUGE, "H", List.of(Metric.of(1), Metric.of(2, "a.b", "c")))))
                .isEqualTo("# HELP \"m.x\" H\n# TYPE \"m.x\" gauge\n{\"m.x\"} 1\n{\"m.x\",\"a.b\"=\"c\"} 2\n");
    }

    @Test
    void aFamilyWithoutMetricsIsLeftOut() {
        assertThat(write(new MetricFamily("m", MetricType.GAUGE, "H", List.of()))).isEmpty();
    }

    @Test
    void aMetricWithoutAReadingCannotBeWritten() {
        MetricFamily family = new MetricFamily("m", MetricType.GAUGE, "",
                List.of(Metric.of(Labels.NONE, new Reading.Missing())));

        assertThatThrownBy(() -> write(family)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a metric of family m has no reading, so it cannot be written as text");
    }

    private static String write(MetricFamily... families) {
        return new String(TextWriter.write(List.of(families)), UTF_8);
    }
}
