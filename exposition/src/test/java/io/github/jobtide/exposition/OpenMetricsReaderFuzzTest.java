package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Without {@code JAZZER_FUZZ=1} in the environment this tries the kept inputs only. */
@Tag("fuzz")
class OpenMetricsReaderFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void aBodyIsRefusedOrEachOfItsFamiliesReadsBackAsTextWrote(byte[] body) {
        for (NameRule names : NameRule.values()) {
            check(body, names);
        }
    }

    private static void check(byte[] body, NameRule names) {
        List<MetricFamily> families;
        try {
            families = OpenMetricsReader.read(body, ReaderLimits.DEFAULT, names);
        } catch (MalformedBodyException e) {
            assertThat(e).hasMessageStartingWith("OpenMetrics parsing error in line ");
            return;
        }
        assertThat(families).extracting(MetricFamily::name).doesNotHaveDuplicates();
        for (MetricFamily family : families) {
            byte[] page = TextWriter.write(List.of(family));

            assertThat(TextReader.read(page, ReaderLimits.DEFAULT, names))
                    .containsExactly(TextReaderFuzzTest.asWritten(plain(family)));
            OpenMetricsWriterTest.page(List.of(family));
        }
    }

    /** As text has it: without exemplars and times of creation. */
    private static MetricFamily plain(MetricFamily family) {
        return new MetricFamily(family.name(), family.type(), family.help(), family.metrics().stream()
                .map(metric -> new Metric(metric.labels(), metric.reading().plain(), metric.timestamped())).toList());
    }
}
