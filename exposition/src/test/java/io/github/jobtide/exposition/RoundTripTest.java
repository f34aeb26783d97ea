package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.util.List;
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
    void theRandomFamiliesShowEveryTypeAndManyLabels() {
        List<MetricFamily> all = Seeds.first(SEEDS).boxed().flatMap(seed -> RandomFamilies.detailed(seed).stream())
                .toList();

        assertThat(all).extracting(MetricFamily::type).contains(MetricType.values());
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
