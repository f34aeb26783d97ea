package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenMetricsWriterTest {
    private static final Reading.Histogram HISTOGRAM = new Reading.Histogram(3, 4.5,
            List.of(new Reading.Bucket(2.5, 2), new Reading.Bucket(1, 1)));

    @Test
    void everyTypeIsWrittenUnderItsNameThere() {
        assertThat(written(new MetricFamily("rows_total", MetricType.COUNTER, "Say \"rows\"\n\\.",
                List.of(Metric.of(1, "a", "\"x\\\n"))),
                new MetricFamily("calls", MetricType.COUNTER, "",
                        List.of(Metric.of(2e6))),
                new MetricFamily("size", MetricType.GAUGE, "", List.of(Metric.of(-1))),
                new MetricFamily("odd", MetricType.UNTYPED, "", List.of(Metric.of(Double.NaN))),
                new MetricFamily("wait", MetricType.SUMMARY, "", List.of(Metric.of(Labels.NONE,
                        new Reading.Summary(2, 3, List.of(new Reading.Quantile(0.5, 1), new Reading.Quantile(1, 2)))))),
                new MetricFamily("run", MetricType.HISTOGRAM, "", List.of(Metric.of(Labels.of("a", "b"), HISTOGRAM))),
                new MetricFamily("none", MetricType.GAUGE, "", List.of())))
                .isEqualTo("""
                        # TYPE rows counter
                        # HELP rows Say \\"rows\\"\\n\\\\.
                        rows_total{a="\\"x\\\\\\n"} 1
                        # TYPE calls counter
                        calls_total 2e+06
                        # TYPE size gauge
                        size -1
                        # TYPE odd unknown
                        odd NaN
                        # TYPE wait summary
                        wait{quantile="0.5"} 1
                        wait{quantile="1.0"} 2
                        wait_sum 3
                        wait_count 2
                        # TYPE run histogram
                        run_bucket{a="b",le="1.0"} 1
                        run_bucket{a="b",le="2.5"} 2
                        run_bucket{a="b",le="+Inf"} 3
                        run_sum{a="b"} 4.5
                        run_count{a="b"} 3
                        # EOF
                        """);
    }

    @Test
    void aCounterWhoseNameWouldBeAnothersIsOfUnknownTypeAndKeepsItsName() {
        assertThat(written(counter("a"), gauge("a_total"))).isEqualTo("""
                # TYPE a unknown
                a 1
                # TYPE a_total gauge
                a_total 2
                # EOF
                """);
        assertThat(written(gauge("a"), counter("a_total"))).isEqualTo("""
                # TYPE a gauge
                a 2
                # TYPE a_total unknown
                a_total 1
                # EOF
                """);
        assertThat(written(counter("a"), counter("a_total"))).isEqualTo("""
                # TYPE a unknown
                a 1
                # TYPE a_total unknown
                a_total 1
                # EOF
                """);
        assertThat(written(counter("s_sum_total"),
                new MetricFamily("s", MetricType.SUMMARY, "", List.of(Metric.of(Labels.NONE,
                        new Reading.Summary(1, 2, List.of()))))))
                .contains("# TYPE s_sum_total unknown\ns_sum_total 1\n");
        assertThat(written(counter("_total"))).startsWith("# TYPE _total unknown\n_total 1\n");
    }

    @Test
    void aCounterBelowZeroOrNoNumberIsOfUnknownType() {
        assertThat(written(new MetricFamily("a_total", MetricType.COUNTER, "", List.of(Metric.of(1), Metric.of(-1, "b",
                "c"))))).startsWith("# TYPE a_total unknown\n");
        assertThat(written(new MetricFamily("a", MetricType.COUNTER, "", List.of(Metric.of(Double.NaN)))))
                .startsWith("# TYPE a unknown\na NaN\n");
    }

    @Test
    void createdTimesStandWithWhatWasCreated() {
        MetricFamily times = new MetricFamily("h_created", MetricType.GAUGE, "When.",
                List.of(Metric.of(1.5, "a", "1"), Metric.of(2.5, "a", "2")));

        assertThat(written(new MetricFamily("h", MetricType.HISTOGRAM, "",
                List.of(Metric.of(Labels.of("a", "1"), new Reading.Histogram(0, 0, List.of())),
                        Metric.of(Labels.of("a", "2"), new Reading.Histogram(0, 0, List.of())))),
                times, new MetricFamily("c_created", MetricType.UNTYPED, "", List.of(Metric.of(7))),
                counter("c_total")))
                .isEqualTo("""
                        # TYPE h histogram
                        h_bucket{a="1",le="+Inf"} 0
                        h_sum{a="1"} 0
                        h_count{a="1"} 0
                        h_created{a="1"} 1.5
                        h_bucket{a="2",le="+Inf"} 0
                        h_sum{a="2"} 0
                        h_count{a="2"} 0
                        h_created{a="2"} 2.5
                        # TYPE c counter
                        c_total 1
                        c_created 7
                        # EOF
                        """);
    }

    @Test
    void whatHasANumberThatIsNotAllowedFallsIntoPartsOfUnknownType() {
        assertThat(written(new MetricFamily("h", MetricType.HISTOGRAM, "Help.", List.of(Metric.of(Labels.of("a", "1"),
                new Reading.Histogram(3, -4, List.of(new Reading.Bucket(1, 2))))))))
                .isEqualTo("""
                        # TYPE h_bucket unknown
                        # HELP h_bucket Help.
                        h_bucket{a="1",le="1.0"} 2
                        h_bucket{a="1",le="+Inf"} 3
                        # TYPE h_sum unknown
                        # HELP h_sum Help.
                        h_sum{a="1"} -4
                        # TYPE h_count unknown
                        # HELP h_count Help.
                        h_count{a="1"} 3
                        # EOF
                        """);
        assertThat(written(new MetricFamily("s", MetricType.SUMMARY, "", List.of(Metric.of(Labels.NONE,
                new Reading.Summary(1, 2, List.of(new Reading.Quantile(2, 3))))))))
                .isEqualTo("""
                        # TYPE s unknown
                        s{quantile="2.0"} 3
                        # TYPE s_sum unknown
                        s_sum 2
                        # TYPE s_count unknown
                        s_count 1
                        # EOF
                        """);
    }

    @ParameterizedTest
    @CsvSource({"3,4,1,3,true", "2.5,4,1,2,false", "3,4,1,4,false", "3,NaN,1,3,false", "3,4,-1,3,false",
            "3,4,NaN,3,false", "3,4,1,-1,false", "3,4,Infinity,2,false", "3,4,Infinity,3,true"})
    void aHistogramNeedsWholeGrowingCountsThatEndInItsOwn(double count, double sum, double bound, double inBucket,
            boolean allowed) {
        MetricFamily family = new MetricFamily("h", MetricType.HISTOGRAM, "", List.of(Metric.of(Labels.NONE,
                new Reading.Histogram(count, sum, List.of(new Reading.Bucket(bound, inBucket))))));

        assertThat(written(family).contains("# TYPE h histogram\n")).isEqualTo(allowed);
    }

    @Test
    void createdTimesOfWhatIsOfUnknownTypeStandAlone() {
        assertThat(written(new MetricFamily("c_created", MetricType.GAUGE, "", List.of(Metric.of(7))),
                new MetricFamily("c_total", MetricType.COUNTER, "", List.of(Metric.of(-1))))).isEqualTo("""
                        # TYPE c_total unknown
                        c_total -1
                        # TYPE c_created gauge
                        c_created 7
                        # EOF
                        """);
    }

    @Test
    void createdTimesOfWhatIsNotThereStandAlone() {
        assertThat(written(counter("c_total"),
                new MetricFamily("c_created", MetricType.GAUGE, "", List.of(Metric.of(7, "a", "b")))))
                .isEqualTo("""
                        # TYPE c_total unknown
                        c_total 1
                        # TYPE c_created gauge
                        c_created{a="b"} 7
                        # EOF
                        """);
    }

    @Test
    void aSummaryThatIsCalledLikeCreatedTimesIsNone() {
        MetricFamily summary = new MetricFamily("c_created", MetricType.SUMMARY, "",
                List.of(Metric.of(Labels.NONE, new Reading.Summary(1, 2, List.of()))));

        assertThat(written(counter("c"), summary)).isEqualTo("""
                # TYPE c unknown
                c 1
                # TYPE c_created summary
                c_created_sum 2
                c_created_count 1
                # EOF
                """);
    }

    @Test
    void exemplarsStandBehindCountersAndBucketsAndNowhereElse() {
        Exemplar dated = new Exemplar(Labels.of("trace", "a\"b"), 0.25,
                Optional.of(new Timestamp(1520879607, 500_000_000)));
        Exemplar bare = new Exemplar(Labels.NONE, 2, Optional.empty());
        assertThat(written(
                new MetricFamily("c_total", MetricType.COUNTER, "",
                        List.of(detailed(new Reading.Scalar(1), Map.of(0, dated)))),
                new MetricFamily("run", MetricType.HISTOGRAM, "",
                        List.of(detailed(HISTOGRAM, Map.of(0, bare, 1, dated)))),
                new MetricFamily("odd", MetricType.COUNTER, "",
                        List.of(detailed(new Reading.Scalar(-1), Map.of(0, bare))))))
                .isEqualTo("""
                        # TYPE c counter
                        c_total 1 # {trace="a\\"b"} 0.25 1.5208796075e+09
                        # TYPE run histogram
                        run_bucket{le="1.0"} 1 # {trace="a\\"b"} 0.25 1.5208796075e+09
                        run_bucket{le="2.5"} 2 # {} 2
                        run_bucket{le="+Inf"} 3
                        run_sum 4.5
                        run_count 3
                        # TYPE odd unknown
                        odd -1
                        # EOF
                        """);
    }

    private static Metric detailed(Reading plain, Map<Integer, Exemplar> exemplars) {
        return Metric.of(Labels.NONE, new Reading.Detailed(plain,
                new Details(Optional.empty(), new TreeMap<>(exemplars), List.of(), Optional.empty())));
    }

    @Test
    void moreCreatedTimesThanAreHeldStayAFamilyOfTheirOwn() {
        assertThat(written(many("a_total", MetricType.COUNTER, 10_000), many("a_created", MetricType.GAUGE, 10_000)))
                .startsWith("""
                        # TYPE a counter
                        a_total{i="0"} 0
                        a_created{i="0"} 0
                        a_total{i="1"} 1
                        """);
        assertThat(written(many("a_total", MetricType.COUNTER, 10_001), many("a_created", MetricType.GAUGE, 10_001)))
                .startsWith("""
                        # TYPE a_total unknown
                        a_total{i="0"} 0
                        a_total{i="1"} 1
                        """)
                .contains("""
                        a_total{i="10000"} 10000
                        # TYPE a_created gauge
                        a_created{i="0"} 0
                        """)
                .endsWith("a_created{i=\"10000\"} 10000\n# EOF\n");
    }

    private static MetricFamily many(String name, MetricType type, int metrics) {
        return new MetricFamily(name, type, "",
                IntStream.range(0, metrics).mapToObj(i -> Metric.of(i, "i", Integer.toString(i))).toList());
    }

    private static MetricFamily counter(String name) {
        return new MetricFamily(name, MetricType.COUNTER, "", List.of(Metric.of(1)));
    }

    private static MetricFamily gauge(String name) {
        return new MetricFamily(name, MetricType.GAUGE, "", List.of(Metric.of(2)));
    }

    private static String written(MetricFamily... families) {
        return new String(page(List.of(families)), UTF_8);
    }

    static byte[] page(List<MetricFamily> families) {
        Map<String, MetricType> types = new LinkedHashMap<>();
        families.forEach(family -> types.put(family.name(), family.type()));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        OpenMetricsWriter writer = OpenMetricsWriter.of(types, name -> byName(families, name));
        families.forEach(family -> writer.write(family, page));
        OpenMetricsWriter.end(page);
        return page.toByteArray();
    }

    private static Optional<FamilyView> byName(List<MetricFamily> families, String name) {
        return families.stream().filter(family -> family.name().equals(name)).<FamilyView>map(family -> family)
                .findFirst();
    }
}
