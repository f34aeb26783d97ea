package io.github.jobtide.exposition;

import static io.github.jobtide.exposition.ProtobufCursor.BYTES;
import static io.github.jobtide.exposition.ProtobufCursor.FIXED64;
import static io.github.jobtide.exposition.ProtobufCursor.VARINT;

import io.github.jobtide.exposition.NativeHistogram.Span;
import java.util.function.Consumer;

/** Reads the Histogram messages of one body, classic and native. Native counts may be packed or not. */
final class ProtobufHistograms {
    private static final int COUNT = ProtobufCursor.field(1, VARINT);
    private static final int SUM = ProtobufCursor.field(2, FIXED64);
    private static final int BUCKET = ProtobufCursor.field(3, BYTES);
    private static final int COUNT_AS_DOUBLE = ProtobufCursor.field(4, FIXED64);
    private static final int SCHEMA = ProtobufCursor.field(5, VARINT);
    private static final int ZERO_THRESHOLD = ProtobufCursor.field(6, FIXED64);
    private static final int ZERO_COUNT = ProtobufCursor.field(7, VARINT);
    private static final int ZERO_COUNT_AS_DOUBLE = ProtobufCursor.field(8, FIXED64);
    private static final int NEGATIVE = 9;
    private static final int POSITIVE = 12;
    private static final int CREATED = ProtobufCursor.field(15, BYTES);
    private static final int EXEMPLAR = ProtobufCursor.field(16, BYTES);

    private static final int BUCKET_COUNT = ProtobufCursor.field(1, VARINT);
    private static final int BUCKET_BOUND = ProtobufCursor.field(2, FIXED64);
    private static final int BUCKET_EXEMPLAR = ProtobufCursor.field(3, BYTES);
    private static final int BUCKET_COUNT_AS_DOUBLE = ProtobufCursor.field(4, FIXED64);
    private static final int SPAN_OFFSET = ProtobufCursor.field(1, VARINT);
    private static final int SPAN_LENGTH = ProtobufCursor.field(2, VARINT);

    private final ProtobufCursor cursor;
    private final ProtobufParts parts;

    ProtobufHistograms(ProtobufCursor cursor, ProtobufParts parts) {
        this.cursor = cursor;
        this.parts = parts;
    }

    /** Reads the message whose length stands at the cursor. */
    void read(HistogramDraft histogram) {
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == COUNT) {
                histogram.count = MetricMessage.unsigned(cursor.varint());
            } else if (tag == SUM) {
                histogram.sum = cursor.fixed64();
            } else if (tag == BUCKET) {
                readBucket(histogram);
            } else if (tag == COUNT_AS_DOUBLE) {
                histogram.countAsDouble = cursor.fixed64();
            } else if (tag == CREATED) {
                histogram.details().created = parts.readTimestamp(histogram.details().created);
            } else if (tag == EXEMPLAR) {
                histogram.details().nativeExemplars.add(parts.readExemplar(null));
            } else {
                readNative(tag, histogram);
            }
        }
        cursor.leave(outerEnd);
    }

    private void readBucket(HistogramDraft histogram) {
        parts.countValue();
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
            } else if (tag == BUCKET_EXEMPLAR) {
                histogram.details().exemplars.compute(histogram.buckets.size(),
                        (place, before) -> parts.readExemplar(before));
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        histogram.buckets.add(new Reading.Bucket(bound, countAsDouble != 0 ? countAsDouble : count));
    }

    private void readNative(int tag, HistogramDraft histogram) {
        if (tag == SCHEMA) {
            histogram.nativeParts().schema = cursor.zigzag();
        } else if (tag == ZERO_THRESHOLD) {
            histogram.nativeParts().zeroThreshold = cursor.fixed64();
        } else if (tag == ZERO_COUNT) {
            histogram.nativeParts().zeroCount = MetricMessage.unsigned(cursor.varint());
        } else if (tag == ZERO_COUNT_AS_DOUBLE) {
            histogram.nativeParts().zeroCountAsDouble = cursor.fixed64();
        } else if (!readSide(tag, NEGATIVE, histogram.nativeParts().negative)
                && !readSide(tag, POSITIVE, histogram.nativeParts().positive)) {
            cursor.skip(tag);
        }
    }

    /**
     * @param spans number of the side's field for spans; deltas and counts follow
     * @return whether the field was one of that side
     */
    private boolean readSide(int tag, int spans, NativeDraft.Side side) {
        if (tag == ProtobufCursor.field(spans, BYTES)) {
            side.spans.add(readSpan());
        } else if (tag == ProtobufCursor.field(spans + 1, VARINT)) {
            readDelta(side);
        } else if (tag == ProtobufCursor.field(spans + 2, FIXED64)) {
            readCount(side);
        } else if (tag == ProtobufCursor.field(spans + 1, BYTES)) {
            readPacked(side, this::readDelta);
        } else if (tag == ProtobufCursor.field(spans + 2, BYTES)) {
            readPacked(side, this::readCount);
        } else {
            return false;
        }
        return true;
    }

    private void readDelta(NativeDraft.Side side) {
        parts.countValue();
        side.deltas.add(cursor.zigzag());
    }

    private void readCount(NativeDraft.Side side) {
        parts.countValue();
        side.counts.add(cursor.fixed64());
    }

    private void readPacked(NativeDraft.Side side, Consumer<NativeDraft.Side> one) {
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            one.accept(side);
        }
        cursor.leave(outerEnd);
    }

    private Span readSpan() {
        parts.countValue();
        long offset = 0;
        long length = 0;
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == SPAN_OFFSET) {
                offset = cursor.zigzag();
            } else if (tag == SPAN_LENGTH) {
                length = cursor.varint();
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        if (offset != (int) offset || length < 0 || length != (int) length) {
            throw new MalformedBodyException(
                    "a span of native buckets has the offset %d and the length %s; neither may have more than 31 bits"
                            .formatted(offset, Long.toUnsignedString(length)));
        }
        return new Span((int) offset, (int) length);
    }
}
