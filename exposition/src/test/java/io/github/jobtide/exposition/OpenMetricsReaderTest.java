package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
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
                .isEqualTo(List.of(new Metric(Labels.NONE, new Reading.Scalar(1), true)));
    }

    @Test
    void anExemplarLeavesTheLabelsOfItsSampleAlone() {
        assertThat(read("# TYPE h histogram\nh_bucket{a=\"b\",le=\"2.0\"} 1 # {le=\"9\",c=\"d\"} 0.5\n"))
                .containsExactly(new MetricFamily("h", MetricType.HISTOGRAM, "", List.of(Metric.of(Labels.of("a", "b"),
                        new Reading.Histogram(0, 0, List.of(new Reading.Bucket(2, 1)))))));
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
