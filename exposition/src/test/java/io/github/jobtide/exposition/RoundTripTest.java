package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final int SEEDS = 2_000;

    @Test
    void whatIsWrittenAsTextReadsBackUnchanged() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = RandomFamilies.from(seed);

            assertThat(TextReader.read(TextWriter.write(families), ReaderLimits.DEFAULT)).isEqualTo(families);
        });
    }

    @Test
    void whatIsWrittenAsProtobufReadsBackUnchanged() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = RandomFamilies.detailed(seed);

            assertThat(ProtobufReader.read(protobuf(families), ReaderLimits.DEFAULT)).isEqualTo(families);
        });
    }

    @Test
    void googleReadsTheProtobufThatIsWritten() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = RandomFamilies.detailed(seed);

            assertThat(ProtobufOracle.read(protobuf(families))).isEqualTo(families);
        });
    }

    @Test
    void theProtobufThatGoogleWritesIsRead() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = RandomFamilies.detailed(seed);

            assertThat(ProtobufReader.read(ProtobufOracle.write(families), ReaderLimits.DEFAULT)).isEqualTo(families);
        });
    }

    @Test
    void whatIsWrittenAsOpenMetricsReadsBackUnderItsNamesThere() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = RandomFamilies.from(seed);

            assertThat(throughOpenMetrics(families))
                    .isEqualTo(families.stream().flatMap(RoundTripTest::asInOpenMetrics)
                            .filter(family -> !family.metrics().isEmpty()).toList());
        });
    }

    @Test
    void whatCameByOpenMetricsGoesThroughEveryFormatUnchanged() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = throughOpenMetrics(RandomFamilies.from(seed));

            assertThat(throughOpenMetrics(families)).isEqualTo(families);
            assertThat(TextReader.read(TextWriter.write(families), ReaderLimits.DEFAULT)).isEqualTo(families);
            assertThat(ProtobufReader.read(protobuf(families), ReaderLimits.DEFAULT)).isEqualTo(families);
        });
    }

    @Test
    void exemplarsThatCameByOpenMetricsGoThroughItAndProtobufUnchanged() {
        int[] exemplars = {0};
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> sent = RandomFamilies.detailed(seed).stream().filter(OpenMetricsRules::allow)
                    .map(RoundTripTest::withExemplarsAlone).toList();
            List<MetricFamily> families = throughOpenMetrics(sent);

            assertThat(exemplars(families)).containsExactlyInAnyOrderElementsOf(exemplars(sent));
            assertThat(throughOpenMetrics(families)).isEqualTo(families);
            assertThat(ProtobufReader.read(protobuf(families), ReaderLimits.DEFAULT)).isEqualTo(families);
            exemplars[0] += exemplars(families).size();
        });
        assertThat(exemplars[0]).isGreaterThan(100);
    }

    private static List<Exemplar> exemplars(List<MetricFamily> families) {
        return families.stream().flatMap(family -> family.metrics().stream())
                .flatMap(metric -> metric.reading().details().exemplars().values().stream()).toList();
    }

    /** With times that a double tells to the nanosecond. */
    private static MetricFamily withExemplarsAlone(MetricFamily family) {
        return new MetricFamily(family.name(), family.type(), family.help(), family.metrics().stream().map(metric -> {
            SortedMap<Integer, Exemplar> kept = new TreeMap<>(metric.reading().details().exemplars());
            kept.replaceAll((place, exemplar) -> new Exemplar(exemplar.labels(), exemplar.value(),
                    exemplar.time().map(time -> new Timestamp(Math.floorMod(time.seconds(), 4_000_000_000L),
                            500_000_000))));
            return Metric.of(metric.labels(), new Reading.Detailed(metric.reading().plain(),
                    new Details(Optional.empty(), kept, List.of(), Optional.empty())));
        }).toList());
    }

    /** Counters end in {@code _total} there; what has a number that is not allowed falls into parts of unknown type. */
    private static Stream<MetricFamily> asInOpenMetrics(MetricFamily family) {
        String name = family.name();
        if (OpenMetricsRules.allow(family)) {
            String ending = family.type() == MetricType.COUNTER && !name.endsWith("_total") ? "_total" : "";
            return Stream.of(new MetricFamily(name + ending, family.type(), family.help(), family.metrics()));
        }
        return switch (family.type()) {
            case COUNTER, GAUGE, UNTYPED -> Stream.of(untyped(name, family, metric -> Stream.of(metric)));
            case SUMMARY -> Stream.of(untyped(name, family, RoundTripTest::quantiles),
                    untyped(name + "_sum", family, RoundTripTest::sum),
                    untyped(name + "_count", family, RoundTripTest::count));
            case HISTOGRAM, GAUGE_HISTOGRAM -> Stream.of(untyped(name + "_bucket", family, RoundTripTest::buckets),
                    untyped(name + "_sum", family, RoundTripTest::sum),
                    untyped(name + "_count", family, RoundTripTest::count));
        };
    }

    private static MetricFamily untyped(String name, MetricFamily family, Function<Metric, Stream<Metric>> parts) {
        return new MetricFamily(name, MetricType.UNTYPED, family.help(),
                family.metrics().stream().flatMap(parts).toList());
    }

    private static Stream<Metric> quantiles(Metric metric) {
        return ((Reading.Summary) metric.reading()).quantiles().stream()
                .map(quantile -> labelled(metric, quantile.value(), "quantile", quantile.rank()));
    }

    private static Stream<Metric> buckets(Metric metric) {
        return ((Reading.Histogram) metric.reading()).buckets().stream()
                .map(bucket -> labelled(metric, bucket.cumulativeCount(), "le", bucket.upperBound()));
    }

    private static Metric labelled(Metric metric, double value, String label, double position) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < metric.labels().size(); i++) {
            pairs.addAll(List.of(metric.labels().name(i), metric.labels().value(i)));
        }
        String text = Numbers.text(position);
        pairs.addAll(List.of(label, text.matches("-?\\d+") ? text + ".0" : text));
        return Metric.of(value, pairs.toArray(new String[0]));
    }

    private static Stream<Metric> sum(Metric metric) {
        double sum = metric.reading() instanceof Reading.Summary summary
                ? summary.sum()
                : ((Reading.Histogram) metric.reading()).sum();
        return Stream.of(Metric.of(metric.labels(), new Reading.Scalar(sum)));
    }

    private static Stream<Metric> count(Metric metric) {
        double count = metric.reading() instanceof Reading.Summary summary
                ? summary.count()
                : ((Reading.Histogram) metric.reading()).count();
        return Stream.of(Metric.of(metric.labels(), new Reading.Scalar(count)));
    }

    private static List<MetricFamily> throughOpenMetrics(List<MetricFamily> families) {
        return OpenMetricsReader.read(OpenMetricsWriterTest.page(families), ReaderLimits.DEFAULT);
    }

    @Test
    void theRandomFamiliesShowEveryTypeAndManyLabels() {
        List<MetricFamily> all = Seeds.first(SEEDS).boxed().flatMap(seed -> RandomFamilies.detailed(seed).stream())
                .toList();

        assertThat(all).extracting(MetricFamily::type).contains(MetricType.values());
        for (MetricType type : List.of(MetricType.COUNTER, MetricType.SUMMARY, MetricType.HISTOGRAM)) {
            assertThat(all).filteredOn(MetricFamily::type, type).anyMatch(OpenMetricsRules::allow)
                    .anyMatch(family -> !OpenMetricsRules.allow(family));
        }
        assertThat(all.stream().flatMap(family -> family.metrics().stream()))
                .anyMatch(metric -> metric.labels().size() == 3)
                .anyMatch(
                        metric -> metric.reading() instanceof Reading.Histogram histogram && histogram.count() % 1 != 0)
                .anyMatch(metric -> metric.reading() instanceof Reading.Scalar scalar && Double.isNaN(scalar.value()))
                .anyMatch(metric -> metric.reading().details().exemplars().size() > 1)
                .anyMatch(metric -> metric.reading().details().nativeBuckets().map(NativeHistogram::floats)
                        .orElse(false))
                .anyMatch(metric -> metric.reading().details().nativeExemplars().size() > 1);
    }

    private static byte[] protobuf(List<MetricFamily> families) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        for (MetricFamily family : families) {
            ProtobufWriter.write(family, target);
        }
        return target.toByteArray();
    }
}
