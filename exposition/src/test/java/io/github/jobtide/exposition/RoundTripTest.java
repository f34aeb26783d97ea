package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("thousandSeeds")
    void whatIsWrittenAsTextReadsBackUnchanged(long seed) {
        List<MetricFamily> families = RandomFamilies.from(seed);

        assertThat(TextReader.read(TextWriter.write(families), ReaderLimits.DEFAULT)).isEqualTo(families);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("thousandSeeds")
    void whatIsWrittenAsProtobufReadsBackUnchanged(long seed) {
        List<MetricFamily> families = RandomFamilies.from(seed);

        assertThat(ProtobufReader.read(protobuf(families), ReaderLimits.DEFAULT)).isEqualTo(families);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("thousandSeeds")
    void googleReadsTheProtobufThatIsWritten(long seed) {
        List<MetricFamily> families = RandomFamilies.from(seed);

        assertThat(ProtobufOracle.read(protobuf(families))).isEqualTo(families);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("thousandSeeds")
    void theProtobufThatGoogleWritesIsRead(long seed) {
        List<MetricFamily> families = RandomFamilies.from(seed);

        assertThat(ProtobufReader.read(ProtobufOracle.write(families), ReaderLimits.DEFAULT)).isEqualTo(families);
    }

    @Test
    void theRandomFamiliesShowEveryTypeAndManyLabels() {
        List<MetricFamily> all = thousandSeeds().boxed().flatMap(seed -> RandomFamilies.from(seed).stream()).toList();

        assertThat(all).extracting(MetricFamily::type).contains(MetricType.values());
        assertThat(all.stream().flatMap(family -> family.metrics().stream()))
                .anyMatch(metric -> metric.labels().size() == 3)
                .anyMatch(
                        metric -> metric.reading() instanceof Reading.Histogram histogram && histogram.count() % 1 != 0)
                .anyMatch(metric -> metric.reading() instanceof Reading.Scalar scalar && Double.isNaN(scalar.value()));
    }

    static LongStream thousandSeeds() {
        return Seeds.first(1_000);
    }

    private static byte[] protobuf(List<MetricFamily> families) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        for (MetricFamily family : families) {
            ProtobufWriter.write(family, target);
        }
        return target.toByteArray();
    }
}
