package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Without {@code JAZZER_FUZZ=1} in the environment this tries the kept inputs only. */
@Tag("fuzz")
class ProtobufReaderFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void aBodyIsRefusedOrItsFamiliesReadBackAsTheyWereWritten(byte[] body) {
        List<MetricFamily> families;
        try {
            families = ProtobufReader.read(body, ReaderLimits.DEFAULT);
        } catch (MalformedBodyException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (MetricFamily family : families) {
            ProtobufWriter.write(family, written);
        }

        assertThat(ProtobufReader.read(written.toByteArray(), ReaderLimits.DEFAULT))
                .isEqualTo(families.stream().map(ProtobufReaderFuzzTest::withoutTimes).toList());
    }

    private static MetricFamily withoutTimes(MetricFamily family) {
        List<Metric> metrics = new ArrayList<>();
        for (Metric metric : family.metrics()) {
            metrics.add(Metric.of(metric.labels(), metric.reading()));
        }
        return new MetricFamily(family.name(), family.type(), family.help(), metrics);
    }
}
