package io.github.jobtide.exposition;

import static io.github.jobtide.exposition.ProtobufCursor.BYTES;
import static io.github.jobtide.exposition.ProtobufCursor.FIXED64;
import static io.github.jobtide.exposition.ProtobufCursor.VARINT;

import io.github.jobtide.exposition.MetricMessage.Distribution;

/** Reads the Metric messages of one body. A part that comes twice is merged, as protobuf wants it; what is not known is left out. */
final class ProtobufMetrics {
    private static final int LABEL = ProtobufCursor.field(1, BYTES);
    private static final int GAUGE = ProtobufCursor.field(2, BYTES);
    private static final int COUNTER = ProtobufCursor.field(3, BYTES);
    private static final int SUMMARY = ProtobufCursor.field(4, BYTES);
    private static final int UNTYPED = ProtobufCursor.field(5, BYTES);
    private static final int TIMESTAMP = ProtobufCursor.field(6, VARINT);
    private static final int HISTOGRAM = ProtobufCursor.field(7, BYTES);

    private static final int LABEL_NAME = ProtobufCursor.field(1, BYTES);
    private static final int LABEL_VALUE = ProtobufCursor.field(2, BYTES);
    private static final int SCALAR_VALUE = ProtobufCursor.field(1, FIXED64);

    private static final int COUNT = ProtobufCursor.field(1, VARINT);
    private static final int SUM = ProtobufCursor.field(2, FIXED64);
    private static final int POINT = ProtobufCursor.field(3, BYTES);
    private static final int COUNT_AS_DOUBLE = ProtobufCursor.field(4, FIXED64);
    private static final int SCHEMA = ProtobufCursor.field(5, VARINT);
    private static final int NEGATIVE_SPAN = ProtobufCursor.field(9, BYTES);
    private static final int POSITIVE_SPAN = ProtobufCursor.field(12, BYTES);

    private static final int QUANTILE_RANK = ProtobufCursor.field(1, FIXED64);
    private static final int QUANTILE_VALUE = ProtobufCursor.field(2, FIXED64);
    private static final int BUCKET_COUNT = ProtobufCursor.field(1, VARINT);
    private static final int BUCKET_BOUND = ProtobufCursor.field(2, FIXED64);
    private static final int BUCKET_COUNT_AS_DOUBLE = ProtobufCursor.field(4, FIXED64);

    private final ProtobufCursor cursor;
    private final ReaderLimits limits;
    private final LabelsDraft labels = new LabelsDraft();
    private int values;

    ProtobufMetrics(ProtobufCursor cursor, ReaderLimits limits) {
        this.cursor = cursor;
        this.limits = limits;
    }

    /** Reads the message whose length stands at the cursor. */
    MetricMessage read() {
        countValue();
        labels.clear();
        MetricMessage message = new MetricMessage();
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == LABEL) {
                readLabel();
            } else if (tag == COUNTER) {
                message.scalar(MetricType.COUNTER, readScalar(message.scalar(MetricType.COUNTER)));
            } else if (tag == GAUGE) {
                message.scalar(MetricType.GAUGE, readScalar(message.scalar(MetricType.GAUGE)));
            } else if (tag == UNTYPED) {
                message.scalar(MetricType.UNTYPED, readScalar(message.scalar(MetricType.UNTYPED)));
            } else if (tag == SUMMARY) {
                readSummary(message.distribution(MetricType.SUMMARY));
            } else if (tag == HISTOGRAM) {
                readHistogram(message.distribution(MetricType.HISTOGRAM));
            } else if (tag == TIMESTAMP) {
                cursor.varint();
                message.timestamped();
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        message.labels(labels.labels());
        return message;
    }

    private void readLabel() {
        String name = "";
        String value = "";
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == LABEL_NAME) {
                name = cursor.text("a label name", limits.maxNameBytes());
            } else if (tag == LABEL_VALUE) {
                value = cursor.text("a label value", limits.maxValueBytes());
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        labels.add(name, value);
        if (labels.size() > limits.maxLabels()) {
            throw new MalformedBodyException(
                    "a metric has more than %d labels; use fewer, or raise the limit".formatted(limits.maxLabels()));
        }
    }

    private double readScalar(double before) {
        double value = before;
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == SCALAR_VALUE) {
                value = cursor.fixed64();
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        return value;
    }

    private void readSummary(Distribution summary) {
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == COUNT) {
                summary.count = MetricMessage.unsigned(cursor.varint());
            } else if (tag == SUM) {
                summary.sum = cursor.fixed64();
            } else if (tag == POINT) {
                readQuantile(summary);
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
    }

    private void readQuantile(Distribution summary) {
        countValue();
        double rank = 0;
        double value = 0;
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == QUANTILE_RANK) {
                rank = cursor.fixed64();
            } else if (tag == QUANTILE_VALUE) {
                value = cursor.fixed64();
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        summary.quantiles.add(new Reading.Quantile(rank, value));
    }

    private void readHistogram(Distribution histogram) {
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == COUNT) {
                histogram.count = MetricMessage.unsigned(cursor.varint());
            } else if (tag == SUM) {
                histogram.sum = cursor.fixed64();
            } else if (tag == POINT) {
                readBucket(histogram);
            } else if (tag == COUNT_AS_DOUBLE) {
                histogram.countAsDouble = cursor.fixed64();
            } else {
                histogram.isNative |= tag == SCHEMA || tag == NEGATIVE_SPAN || tag == POSITIVE_SPAN;
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
    }

    private void readBucket(Distribution histogram) {
        countValue();
        double bound = 0;
        double count = 0;
        double countAsDouble = 0;
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == BUCKET_COUNT) {
                count = MetricMessage.unsigned(cursor.varint());
            } else if (tag == BUCKET_BOUND) {
                bound = cursor.fixed64();
            } else if (tag == BUCKET_COUNT_AS_DOUBLE) {
                countAsDouble = cursor.fixed64();
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        histogram.buckets.add(new Reading.Bucket(bound, countAsDouble != 0 ? countAsDouble : count));
    }

    private void countValue() {
        if (++values > limits.maxMetrics()) {
            throw new MalformedBodyException(
                    "more than %d samples in one body; push fewer, or raise the limit".formatted(limits.maxMetrics()));
        }
    }
}
