package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.Reading.Bucket;
import io.github.jobtide.exposition.Reading.Quantile;
import java.util.List;

/**
 * Takes a family apart into its shape and its values, in two buffers of its own that serve family after family. One thread at a time.
 *
 * <p>Shape: everything but the values and the grouping labels; values: one line of text for each line of the page, and behind them
 * what text cannot carry. Both as docs/formats/family.md has them.
 */
final class FamilyEncoder {
    private static final int KEPT_BYTES = 64 * 1024;

    private final ByteBuilder shape = new ByteBuilder(4096);
    private final ByteBuilder values = new ByteBuilder(1024);

    /** @throws IllegalArgumentException if a reading is missing, which the caller must have looked for */
    void encode(MetricFamily family, GroupKey key, GroupNames group) {
        shape.clear(KEPT_BYTES);
        values.clear(KEPT_BYTES);
        List<Metric> metrics = family.metrics();
        int[] order = MetricOrder.of(metrics, key.labels());
        shape.add(TypeCode.of(family.type())).addText(family.name()).addText(family.help());
        shape.addVarint(metrics.size()).addVarint(order.length);
        for (int pushed : order) {
            shape.addVarint(pushed);
        }
        boolean detailed = false;
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric = metrics.get(order.length == 0 ? i : order[i]);
            encodeLabels(metric.labels(), group);
            encodeReading(metric.reading());
            detailed |= metric.reading() instanceof Reading.Detailed;
        }
        if (detailed) {
            values.addBytes(FamilyDetails.write(family, order));
        }
    }

    ByteBuilder shape() {
        return shape;
    }

    ByteBuilder values() {
        return values;
    }

    /** Labels that the URL sets as well are left out: the URL's value counts. */
    private void encodeLabels(Labels labels, GroupNames group) {
        int kept = 0;
        for (int i = 0; i < labels.size(); i++) {
            kept += group.contains(labels.name(i)) ? 0 : 1;
        }
        shape.addVarint(kept);
        for (int i = 0; kept > 0 && i < labels.size(); i++) {
            if (!group.contains(labels.name(i))) {
                shape.addText(labels.name(i)).addText(labels.value(i));
            }
        }
    }

    private void encodeReading(Reading reading) {
        switch (reading) {
            case Reading.Scalar(double value) -> line(value);
            case Reading.Summary summary -> encodeSummary(summary);
            case Reading.Histogram histogram -> encodeHistogram(histogram);
            case Reading.Detailed(Reading plain, var _) -> encodeReading(plain);
            case Reading.Missing() -> throw new IllegalArgumentException("a metric without a reading cannot be stored");
        }
    }

    private void encodeSummary(Reading.Summary summary) {
        shape.addVarint(summary.quantiles().size());
        for (Quantile quantile : summary.quantiles()) {
            shape.addLong(Double.doubleToLongBits(quantile.rank()));
            line(quantile.value());
        }
        line(summary.sum());
        line(summary.count());
    }

    /** The page has a line for +Inf even if none was pushed. */
    private void encodeHistogram(Reading.Histogram histogram) {
        shape.addVarint(histogram.buckets().size());
        boolean infinite = false;
        for (Bucket bucket : histogram.buckets()) {
            shape.addLong(Double.doubleToLongBits(bucket.upperBound()));
            line(bucket.cumulativeCount());
            infinite |= bucket.upperBound() == Double.POSITIVE_INFINITY;
        }
        if (!infinite) {
            line(histogram.count());
        }
        line(histogram.sum());
        line(histogram.count());
    }

    /** The page shows minus zero as zero, but other formats know the difference. */
    private void line(double value) {
        if (value == 0 && Double.doubleToRawLongBits(value) != 0) {
            values.add('-');
        }
        values.addNumber(value).add('\n');
    }
}
