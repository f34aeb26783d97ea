package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Without {@code JAZZER_FUZZ=1} in the environment this tries the kept inputs only. */
@Tag("fuzz")
class TextReaderFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void aBodyIsRefusedOrEachOfItsFamiliesReadsBackAsItWasWritten(byte[] body) {
        for (NameRule names : NameRule.values()) {
            check(body, names);
        }
    }

    private static void check(byte[] body, NameRule names) {
        List<MetricFamily> families;
        try {
            families = TextReader.read(body, ReaderLimits.DEFAULT, names);
        } catch (MalformedBodyException e) {
            assertThat(e).hasMessageStartingWith("text format parsing error in line ");
            return;
        }
        for (MetricFamily family : families) {
            byte[] page = TextWriter.write(List.of(family));

            assertThat(TextReader.read(page, ReaderLimits.DEFAULT, names)).containsExactly(asWritten(family));
        }
    }

    /** Without what a page does not show: times, minus zeros, the lack of a last bucket, a wrapped count, that a histogram's counts may fall. */
    static MetricFamily asWritten(MetricFamily family) {
        List<Metric> metrics = new ArrayList<>();
        for (Metric metric : family.metrics()) {
            metrics.add(Metric.of(metric.labels(), asWritten(metric.reading())));
        }
        MetricType type = family.type() == MetricType.GAUGE_HISTOGRAM ? MetricType.HISTOGRAM : family.type();
        return new MetricFamily(family.name(), type, family.help(), metrics);
    }

    private static Reading asWritten(Reading reading) {
        if (reading instanceof Reading.Scalar scalar) {
            return new Reading.Scalar(scalar.value() + 0.0);
        }
        if (reading instanceof Reading.Summary summary) {
            return new Reading.Summary(JoinedMetric.wholeCount(summary.count()), summary.sum() + 0.0,
                    summary.quantiles().stream()
                            .map(quantile -> new Reading.Quantile(quantile.rank() + 0.0, quantile.value() + 0.0))
                            .toList());
        }
        Reading.Histogram histogram = (Reading.Histogram) reading;
        List<Reading.Bucket> buckets = new ArrayList<>();
        boolean complete = false;
        for (Reading.Bucket bucket : histogram.buckets()) {
            buckets.add(new Reading.Bucket(bucket.upperBound() + 0.0, bucket.cumulativeCount()));
            complete |= bucket.upperBound() == Double.POSITIVE_INFINITY;
        }
        if (!complete) {
            buckets.add(new Reading.Bucket(Double.POSITIVE_INFINITY, histogram.count()));
        }
        return new Reading.Histogram(histogram.count(), histogram.sum() + 0.0, buckets);
    }
}
