package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {
    @Test
    void aLineWithoutATypeIsUntyped() {
        assertThat(read("m 1\n")).containsExactly(new MetricFamily("m", MetricType.UNTYPED, "", List.of(Metric.of(1))));
    }

    @Test
    void typeAndHelpBelongToTheirFamily() {
        assertThat(read("# HELP m What\\nis \"m\"  \n# TYPE m Counter\nm{b=\"2\",a=\"x\\\"y\\\\z\\n\"} 2.5\n"))
                .containsExactly(new MetricFamily("m", MetricType.COUNTER, "What\nis \"m\"  ",
                        List.of(Metric.of(2.5, "a", "x\"y\\z\n", "b", "2"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \t \n", "  ", "# comment\n", "#\n", "# HELP m x\n", "# TYPE m gauge\n",
            "# EOF\n", "# HELP\n", "# TYPE m\n",
            "# HELP m \n", "#TYPE m gauge\n", "# UNIT m seconds\n", "# help 1 1\n"})
    void aBodyWithoutASampleHoldsNoFamily(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m{a=\"b\"}1\n", "m {a=\"b\"} 1\n", "m{a =\"b\" }1\n", "m{a= \"b\",}\t1\n",
            "  m{a=\"b\"} 1\n", "m{ a=\"b\" , } 1\n",
            "{\"m\",a=\"b\"} 1\n", "{a=\"b\",\"m\"} 1\n", "m{\"a\"=\"b\"} 1\n", "{ \"m\" , \"a\" = \"b\" , } +1e0\n",
            "\"m\"{a=\"b\"} 1\n",
            "{m,a=\"b\"} 1\n"})
    void blanksQuotesAndCommasMayStandInManyPlaces(String body) {
        assertThat(read(body))
                .containsExactly(new MetricFamily("m", MetricType.UNTYPED, "", List.of(Metric.of(1, "a", "b"))));
    }

    @Test
    void samplesOfOneFamilyAreCollectedInTheOrderOfTheirLines() {
        assertThat(read("a 1\nb 2\na{x=\"1\"} 3\n")).containsExactly(
                new MetricFamily("a", MetricType.UNTYPED, "", List.of(Metric.of(1), Metric.of(3, "x", "1"))),
                new MetricFamily("b", MetricType.UNTYPED, "", List.of(Metric.of(2))));
    }

    @Test
    void summaryLinesAreJoinedPerLabelSet() {
        String body = """
                # TYPE s summary
                s{a="1",quantile="0.5"} 10
                s{a="2",quantile="0.5"} 20
                s{quantile="0.9",a="1"} 11
                s_sum{a="1"} 100
                s_count{a="1"} 7.9
                s_count{a="2"} -4
                """;

        assertThat(read(body)).containsExactly(new MetricFamily("s", MetricType.SUMMARY, "", List.of(
                Metric.of(Labels.of("a", "1"),
                        new Reading.Summary(7, 100,
                                List.of(new Reading.Quantile(0.5, 10), new Reading.Quantile(0.9, 11)))),
                Metric.of(Labels.of("a", "2"),
                        new Reading.Summary(0x1p64, 0, List.of(new Reading.Quantile(0.5, 20)))))));
    }

    @Test
    void histogramLinesAreJoinedPerLabelSet() {
        String body = """
                # TYPE h histogram
                h_bucket{le="+Inf"} 2
                h_bucket{le="1.0"} 1.5
                h_bucket{a="",le="1"} 5
                h_count 5
                h_sum 2
                h_sum 3
                """;

        assertThat(read(body)).containsExactly(new MetricFamily("h", MetricType.HISTOGRAM, "", List.of(
                Metric.of(Labels.NONE,
                        new Reading.Histogram(5, 3,
                                List.of(new Reading.Bucket(Double.POSITIVE_INFINITY, 2), new Reading.Bucket(1, 1.5)))),
                Metric.of(Labels.of("a", ""), new Reading.Histogram(0, 0, List.of(new Reading.Bucket(1, 5)))))));
    }

    @Test
    void aPlainSampleUnderTypeHistogramMakesAnEmptyOne() {
        assertThat(read("# TYPE h histogram\nh 1\n")).containsExactly(new MetricFamily("h", MetricType.HISTOGRAM, "",
                List.of(Metric.of(Labels.NONE, new Reading.Histogram(0, 0, List.of())))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaugehistogram", "gauge_histogram", "GaugeHistogram"})
    void gaugeHistogramsAreReadAsSuch(String type) {
        assertThat(read("# TYPE h " + type + "\nh_count 3\n"))
                .containsExactly(new MetricFamily("h", MetricType.GAUGE_HISTOGRAM, "",
                        List.of(Metric.of(Labels.NONE, new Reading.Histogram(3, 0, List.of())))));
    }

    @Test
    void withoutATypeCountAndSumAreFamiliesOfTheirOwn() {
        assertThat(read("s_sum 1\ns_count 2\ns_bucket{le=\"1\"} 3\n")).extracting(MetricFamily::name).containsExactly(
                "s_sum", "s_count",
                "s_bucket");
    }

    @Test
    void aNameThatHadAFamilyOfItsOwnKeepsIt() {
        assertThat(read("s_count 1\n# TYPE s summary\ns_count 2\ns_sum 3\n")).containsExactly(
                new MetricFamily("s_count", MetricType.UNTYPED, "", List.of(Metric.of(1), Metric.of(2))),
                new MetricFamily("s", MetricType.SUMMARY, "",
                        List.of(Metric.of(Labels.NONE, new Reading.Summary(0, 3, List.of())))));
    }

    @Test
    void aTimestampIsReportedButNotKept() {
        assertThat(read("m 1 -1700000000000\n# TYPE s summary\ns_sum 1\ns_count 1 5\n").stream()
                .flatMap(family -> family.metrics().stream()))
                .extracting(Metric::timestamped).containsExactly(true, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m 1", "m{", "m{a", "m{a=", "m{a=\"", "m{a=\"b", "m{a=\"b\"", "m{a=\"b\\",
            "m{a=\"b\"}", "m{a=\"b\"} 1", "m 1 2", "#",
            "# comment", "# HELP", "# HELP m", "# HELP m text", "# TYPE m gauge", "# EOF", "{", "{\"m", "{\"m\"",
            "{\"m\"}"})
    void aBodyMustEndWithALineFeed(String body) {
        assertThat(complaint(body)).isEqualTo("text format parsing error in line 1: unexpected end of input stream");
    }

    @Test
    void complaintsNameTheirLine() {
        assertThat(complaint("# HELP m x\n\n  m oops\n"))
                .isEqualTo("text format parsing error in line 3: expected float as value, got \"oops\"");
    }

    @Test
    void everyKindOfMistakeHasItsComplaint() {
        assertComplaint("m 1\r\n", "expected float as value, got \"1\\r\"");
        assertComplaint("m\n", "expected float as value, got \"\"");
        assertComplaint("m{a=\"b\"}\n", "expected float as value, got \"\"");
        assertComplaint("m-a 1\n", "expected float as value, got \"-a\"");
        assertComplaint("m 0x1p3\n", "expected float as value, got \"0x1p3\"");
        assertComplaint("m 1e400\n", "expected float as value, got \"1e400\"");
        assertComplaint("m 1_0\n", "expected float as value, got \"1_0\"");
        assertComplaint("m 1 \n", "expected integer as timestamp, got \"\"");
        assertComplaint("m 1\t\n", "expected integer as timestamp, got \"\"");
        assertComplaint("m 1 1.5\n", "expected integer as timestamp, got \"1.5\"");
        assertComplaint("m 1 9223372036854775808\n", "expected integer as timestamp, got \"9223372036854775808\"");
        assertComplaint("m 1 # {a=\"b\"} 1\n", "expected integer as timestamp, got \"#\"");
        assertComplaint("m 1 2 3\n", "spurious string after timestamp: \" 3\"");
        assertComplaint("m{,} 1\n", "invalid label name for metric \"m\"");
        assertComplaint("m{1a=\"b\"} 1\n", "invalid label name for metric \"m\"");
        assertComplaint("m{a=\"b\",,} 1\n", "invalid label name for metric \"m\"");
        assertComplaint("{\"\"} 1\n", "invalid label name for metric \"\"");
        assertComplaint("m{a=b} 1\n", "expected '\"' at start of label value, found 'b'");
        assertComplaint("m{a=\n", "expected '\"' at start of label value, found '\\n'");
        assertComplaint("m{a=\"b\" c=\"d\"} 1\n", "unexpected end of label value \"b\"");
        assertComplaint("m{a=\"b\n", "label value \"b\" contains unescaped new-line");
        assertComplaint("m{a=\"\\\"b\n", "label value \"\\\"b\" contains unescaped new-line");
        assertComplaint("m{a=\"b\\t\"} 1\n", "invalid escape sequence '\\t'");
        assertComplaint("m{a} 1\n", "expected '=' after label name, found '}'");
        assertComplaint("m{a.b=\"c\"} 1\n", "expected '=' after label name, found '.'");
        assertComplaint("m{\"x\",a=\"b\"} 1\n", "expected '=' after label name, found ','");
        assertComplaint("m{a'b=\"c\"} 1\n", "expected '=' after label name, found '\\''");
        assertComplaint("m{\"a.b\"=\"c\"} 1\n", "invalid label name \"a.b\"");
        assertComplaint("m{__name__=\"x\"} 1\n", "label name \"__name__\" is reserved");
        assertComplaint("m{a=\"b\",a=\"c\"} 1\n", "duplicate label names for metric \"m\"");
        assertComplaint("m{a=\"b\",c=\"d\",a=\"\n", "duplicate label names for metric \"m\"");
        assertComplaint("{\"m.x\"} 1\n", "invalid metric name \"m.x\"");
        assertComplaint("{\"m\u00ff\\\\\"} 1\n", "invalid metric name \"m\\xff\\\\\"");
        assertComplaint("{\"m\",\"n\"} 1\n", "multiple metric names for metric \"m\"");
        assertComplaint("{\"m\" \"n\"} 1\n", "unexpected end of metric name '\"'");
        assertComplaint("{\"m\n", "label name \"m\" contains unescaped new-line");
        assertComplaint("\"m\n", "metric name \"m\" contains unescaped new-line");
        assertComplaint("{} 1\n", "invalid metric name");
        assertComplaint("{a=\"b\"} 1\n", "invalid metric name");
        assertComplaint("1m 1\n", "invalid metric name");
        assertComplaint("\u00ef\u00bb\u00bfm 1\n", "invalid metric name");
        assertComplaint("m{a=\"\u00ff\"} 1\n", "invalid label value \"\\xff\"");
        assertComplaint("# TYPE m info\n", "unknown metric type \"info\"");
        assertComplaint("# TYPE m counter \n", "unknown metric type \"counter \"");
        assertComplaint("# TYPE 1m counter\n", "invalid metric name in comment");
        assertComplaint("# TYPE \"m.x\" counter\n", "invalid metric name \"m.x\"");
        assertComplaint("# HELP m\\n x\n", "invalid metric name in comment");
        assertComplaint("# HELP m a\\tb\n", "invalid escape sequence '\\t'");
        assertComplaint("# TYPE s summary\ns{quantile=\"x\"} 1\n", 2,
                "expected float as value for 'quantile' label, got \"x\"");
        assertComplaint("# TYPE h histogram\nh_bucket{le=\"\"} 1\n", 2,
                "expected float as value for 'le' label, got \"\"");
        assertComplaint("# TYPE h histogram\nh_count -1\n", 2, "negative count for histogram \"h\"");
        assertComplaint("# TYPE h histogram\nh_bucket{le=\"1\"} -1\n", 2,
                "negative bucket population for histogram \"h\"");
        assertComplaint("# TYPE h histogram\nh_bucket{le=\"1\"} -1 x\n", 2,
                "negative bucket population for histogram \"h\"");
        assertComplaint("# TYPE m gauge\n# TYPE m gauge\n", 2,
                "second TYPE line for metric name \"m\", or TYPE reported after samples");
        assertComplaint("m 1\n# TYPE m gauge\n", 2,
                "second TYPE line for metric name \"m\", or TYPE reported after samples");
        assertComplaint("# TYPE s summary\n# TYPE s_count counter\n", 2,
                "second TYPE line for metric name \"s\", or TYPE reported after samples");
        assertComplaint("# HELP m a\n# HELP m a\n", 2, "second HELP line for metric name \"m\"");
    }

    @Test
    void aSummaryNamedAmongItsLabelsLosesItsQuantileToo() {
        assertThat(read("# TYPE s summary\n{quantile=\"0.5\",a=\"b\",\"s\"} 1\n{\"s\",quantile=\"0.9\",a=\"b\"} 2\n"))
                .containsExactly(new MetricFamily("s", MetricType.SUMMARY, "", List.of(Metric.of(Labels.of("a", "b"),
                        new Reading.Summary(0, 0,
                                List.of(new Reading.Quantile(0.5, 1), new Reading.Quantile(0.9, 2)))))));
    }

    @Test
    void limitsAreNamedWhenTheyAreExceeded() {
        ReaderLimits limits = new ReaderLimits(2, 2, 3, 4);

        assertThat(complaint("a 1\nb 1\nc 1\n", limits))
                .isEqualTo(
                        "text format parsing error in line 3: more than 2 samples in one body; push fewer, or raise the limit");
        assertThat(complaint("# TYPE a gauge\n# TYPE b gauge\n# TYPE c gauge\n", limits))
                .isEqualTo(
                        "text format parsing error in line 3: more than 2 metric names in one body; push fewer, or raise the limit");
        assertThat(complaint("m{a=\"\",b=\"\",c=\"\"} 1\n", limits))
                .isEqualTo(
                        "text format parsing error in line 1: more than 2 labels for metric \"m\"; use fewer, or raise the limit");
        assertThat(complaint("long 1\n", limits))
                .isEqualTo(
                        "text format parsing error in line 1: metric name \"long\" is longer than 3 bytes; shorten it, or raise the limit");
        assertThat(complaint("m{long=\"\"} 1\n", limits))
                .isEqualTo(
                        "text format parsing error in line 1: label name \"long\" is longer than 3 bytes; shorten it, or raise the limit");
        assertThat(complaint("m{a=\"12345\"} 1\n", limits)).isEqualTo(
                "text format parsing error in line 1: a label value of metric \"m\" is longer than 4 bytes; shorten it, or raise the limit");
        assertThat(TextReader.read("m{a=\"1234\",b=\"\"} 1\nmmm 1\n".getBytes(UTF_8), limits)).hasSize(2);
    }

    @Test
    void aLongComplaintIsCut() {
        assertThat(complaint("m " + "x".repeat(1_000_000) + "\n")).endsWith("got \"" + "x".repeat(200) + "\"…");
    }

    private static void assertComplaint(String latinBody, String expected) {
        assertComplaint(latinBody, 1, expected);
    }

    private static void assertComplaint(String latinBody, int line, String expected) {
        assertThat(complaint(latinBody)).as(latinBody)
                .isEqualTo("text format parsing error in line " + line + ": " + expected);
    }

    private static List<MetricFamily> read(String body) {
        return TextReader.read(body.getBytes(UTF_8), ReaderLimits.DEFAULT);
    }

    private static String complaint(String latinBody) {
        return complaint(latinBody, ReaderLimits.DEFAULT);
    }

    private static String complaint(String latinBody, ReaderLimits limits) {
        try {
            return "read as " + TextReader.read(latinBody.getBytes(ISO_8859_1), limits);
        } catch (MalformedBodyException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
