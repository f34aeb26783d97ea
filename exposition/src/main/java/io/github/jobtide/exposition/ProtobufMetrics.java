package io.github.jobtide.exposition;

import static io.github.jobtide.exposition.ProtobufCursor.BYTES;
import static io.github.jobtide.exposition.ProtobufCursor.FIXED64;
import static io.github.jobtide.exposition.ProtobufCursor.VARINT;

import io.github.jobtide.exposition.MetricMessage.SummaryDraft;

/** Reads the Metric messages of one body. A part that comes twice is merged, as protobuf wants it; what is not known is left out. */
final class ProtobufMetrics {
    private static final int LABEL = ProtobufCursor.field(1, BYTES);
    private static final int GAUGE = ProtobufCursor.field(2, BYTES);
    private static final int COUNTER = ProtobufCursor.field(3, BYTES);
    private static final int SUMMARY = ProtobufCursor.field(4, BYTES);
    private static final int UNTYPED = ProtobufCursor.field(5, BYTES);
    private static final int TIMESTAMP = ProtobufCursor.field(6, VARINT);
    private static final int HISTOGRAM = ProtobufCursor.field(7, BYTES);

    private static final int COUNTER_VALUE = ProtobufCursor.field(1, FIXED64);
    private static final int COUNTER_EXEMPLAR = ProtobufCursor.field(2, BYTES);
    private static final int COUNTER_CREATED = ProtobufCursor.field(3, BYTES);

    private static final int SUMMARY_COUNT = ProtobufCursor.field(1, VARINT);
    private static final int SUMMARY_SUM = ProtobufCursor.field(2, FIXED64);
    private static final int SUMMARY_QUANTILE = ProtobufCursor.field(3, BYTES);
    private static final int SUMMARY_CREATED = ProtobufCursor.field(4, BYTES);
    private static final int QUANTILE_RANK = ProtobufCursor.field(1, FIXED64);
    private static final int QUANTILE_VALUE = ProtobufCursor.field(2, FIXED64);

    private final ProtobufCursor cursor;
    private final ProtobufParts parts;
    private final ProtobufHistograms histograms;
    private final LabelsDraft labels = new LabelsDraft();

    ProtobufMetrics(ProtobufCursor cursor, ReaderLimits limits) {
        this.cursor = cursor;
        this.parts = new ProtobufParts(cursor, limits);
        this.histograms = new ProtobufHistograms(cursor, parts);
    }

    /** Reads the message whose length stands at the cursor. */
    MetricMessage read() {
        parts.countValue();
        labels.clear();
        MetricMessage message = new MetricMessage();
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == LABEL) {
                parts.readLabel(labels);
            } else if (tag == COUNTER) {
                readCounter(message);
            } else if (tag == GAUGE) {
                message.scalar(MetricType.GAUGE, parts.readScalar(message.scalar(MetricType.GAUGE)));
            } else if (tag == UNTYPED) {
                message.scalar(MetricType.UNTYPED, parts.readScalar(message.scalar(MetricType.UNTYPED)));
            } else if (tag == SUMMARY) {
                readSummary(message.summary());
            } else if (tag == HISTOGRAM) {
                histograms.read(message.histogram());
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

    private void readCounter(MetricMessage message) {
        double value = message.scalar(MetricType.COUNTER);
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == COUNTER_VALUE) {
                value = cursor.fixed64();
            } else if (tag == COUNTER_EXEMPLAR) {
                message.counterDetails().exemplars.compute(0, (place, before) -> parts.readExemplar(before));
            } else if (tag == COUNTER_CREATED) {
                DetailsDraft details = message.counterDetails();
                details.created = parts.readTimestamp(details.created);
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        message.scalar(MetricType.COUNTER, value);
    }

    private void readSummary(SummaryDraft summary) {
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == SUMMARY_COUNT) {
                summary.count = MetricMessage.unsigned(cursor.varint());
            } else if (tag == SUMMARY_SUM) {
                summary.sum = cursor.fixed64();
            } else if (tag == SUMMARY_QUANTILE) {
                readQuantile(summary);
            } else if (tag == SUMMARY_CREATED) {
                summary.created = parts.readTimestamp(summary.created);
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
    }

    private void readQuantile(SummaryDraft summary) {
        parts.countValue();
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
}
