package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the bodies in {@link GoldenFilesTest}. */
class OpenMetricsReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"# EOF", "# EOF\n", "a 1\n# EOF\n"})
    void aBodyIsCompleteIfItsLastLineSaysSo(String body) {
        assertThat(OpenMetricsReader.isComplete(body.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a 1\n", "# EOF\n\n", "# EOF \n", "#EOF\n", "a# EOF\n", "# EOF\na 1\n", " # EOF"})
    void noOtherBodyIsComplete(String body) {
        assertThat(OpenMetricsReader.isComplete(body.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_total 1 5\n", "a_total 1 1520879607.789 # {} 1\n", "a_total 1 -1e3\n"})
    void aTimestampIsNoted(String line) {
        assertThat(read("# TYPE a counter\n" + line)).singleElement().extracting(MetricFamily::metrics)
                .asInstanceOf(InstanceOfAssertFactories.list(Metric.class))
                .allSatisfy(metric -> assertThat(metric.timestamped()).isTrue())
                .extracting(metric -> metric.reading().plain()).containsExactly(new Reading.Scalar(1));
    }

    @Test
    void exemplarsBelongToCountersAndBucketsWithLabelsOfTheirOwn() {
        assertThat(read("""
                # TYPE h histogram
                h_bucket{a="b",le="2.0"} 1 # {le="9",c="d"} 0.5
                h_bucket{a="b",le="+Inf"} 2
                h_bucket{le="1.0"} 0
                h_bucket{le="+Inf"} 1 # {} 7 1520879607.789
                # TYPE c counter
                c_total{x="y"} 3 # {trace="t"} 1 -0.25
                # TYPE g gauge
                g 1 # {trace="t"} 1
                """)).containsExactly(new MetricFamily("h", MetricType.HISTOGRAM, "", List.of(
                exemplified(Labels.of("a", "b"), histogram(2, 1, 2), 0, new Exemplar(Labels.of("c", "d", "le",
                        "9"), 0.5, Optional.empty())),
                exemplified(Labels.NONE, histogram(1, 0, 1), 1, new Exemplar(Labels.NONE, 7,
                        Optional.of(new Timestamp(1520879607, 789000034)))))),
                new MetricFamily("c_total", MetricType.COUNTER, "",
                        List.of(exemplified(Labels.of("x", "y"), new Reading.Scalar(3), 0,
                                new Exemplar(Labels.of("trace", "t"), 1,
                                        Optional.of(new Timestamp(-1, 750_000_000)))))),
                new MetricFamily("g", MetricType.GAUGE, "", List.of(Metric.of(1))));
    }

    private static Reading histogram(double bound, double below, double all) {
        return new Reading.Histogram(0, 0,
                List.of(new Reading.Bucket(bound, below), new Reading.Bucket(Double.POSITIVE_INFINITY, all)));
    }

    private static Metric exemplified(Labels labels, Reading plain, int place, Exemplar exemplar) {
        return Metric.of(labels, new Reading.Detailed(plain, new Details(Optional.empty(),
                new TreeMap<>(Map.of(place, exemplar)), List.of(), Optional.empty())));
    }

    @Test
    void timesOfCreationBelongToTheMetricsWithTheirLabelsWhereverTheyStand() {
        assertThat(read("""
                # TYPE c counter
                c_created{x="1"} 1.5
                c_total{x="1"} 1
                c_total{x="2"} 2
                c_created{x="3"} 3
                # TYPE s summary
                s_count 4
                s_created 1520879607.999999999
                """)).containsExactly(
                new MetricFamily("c_total", MetricType.COUNTER, "",
                        List.of(Metric.of(Labels.of("x", "1"), created(new Reading.Scalar(1), 1, 500_000_000)),
                                Metric.of(2, "x", "2"))),
                new MetricFamily("s", MetricType.SUMMARY, "", List.of(Metric.of(Labels.NONE,
                        created(new Reading.Summary(4, 0, List.of()), 1520879608, 0)))));
    }

    private static Reading created(Reading plain, long seconds, int nanos) {
        return new Reading.Detailed(plain, new Details(Optional.of(new Timestamp(seconds, nanos)), new TreeMap<>(),
                List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_created NaN", "a_created 253402300800", "a_total 1 # {} 1 -Inf", "a_created -1e300"})
    void whatIsNoTimeIsRefused(String line) {
        assertThatThrownBy(() -> read("# TYPE a counter\n" + line + "\n")).isInstanceOf(MalformedBodyException.class)
                .hasMessageStartingWith("OpenMetrics parsing error in line 2: expected seconds since 1970, got ");
    }

    @Test
    void familiesMayBeScatteredAndTheirTypesInAnyCase() {
        assertThat(read("# TYPE a Counter\na_total{x=\"1\"} 1\nb 2\na_total{x=\"2\"} 3\n")).containsExactly(
                new MetricFamily("a_total", MetricType.COUNTER, "", List.of(Metric.of(1, "x", "1"),
                        Metric.of(3, "x", "2"))),
                new MetricFamily("b", MetricType.UNTYPED, "", List.of(Metric.of(2))));
    }

    @ParameterizedTest
    @CsvSource({"CLASSIC,false", "UTF_8,true"})
    void quotedNamesAreOfTheAlphabetThatIsAskedFor(NameRule names, boolean taken) {
        byte[] body = "# TYPE \"a.b\" counter\n{\"a.b_total\",\"c.d\"=\"e\"} 1\n# EOF\n".getBytes(UTF_8);
        String result;
        try {
            result = String.valueOf(OpenMetricsReader.read(body, ReaderLimits.DEFAULT, names));
        } catch (MalformedBodyException e) {
            result = String.valueOf(e.getMessage());
        }

        assertThat(result).isEqualTo(taken
                ? List.of(new MetricFamily("a.b_total", MetricType.COUNTER, "", List.of(Metric.of(1, "c.d", "e"))))
                        .toString()
                : "OpenMetrics parsing error in line 1: invalid metric name \"a.b\"");
    }

    @Test
    void limitsHold() {
        ReaderLimits two = new ReaderLimits(2, 64, 1024, 1024);

        assertThat(catchThrowable(
                () -> OpenMetricsReader.read("# TYPE a gauge\n# TYPE b gauge\n# TYPE c gauge\n# EOF\n".getBytes(UTF_8),
                        two)))
                .hasMessage(
                        "OpenMetrics parsing error in line 3: more than 2 metric names in one body; push fewer, or raise the limit");
    }

    private static List<MetricFamily> read(String lines) {
        return OpenMetricsReader.read((lines + "# EOF\n").getBytes(UTF_8), ReaderLimits.DEFAULT);
    }
}
