package io.github.jobtide.exposition;

import static io.github.jobtide.exposition.ProtobufCursor.BYTES;
import static io.github.jobtide.exposition.ProtobufCursor.FIXED64;
import static io.github.jobtide.exposition.ProtobufCursor.VARINT;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the small messages that stand in many others, and counts what a body holds against the limits. */
final class ProtobufParts {
    private static final int LABEL_NAME = ProtobufCursor.field(1, BYTES);
    private static final int LABEL_VALUE = ProtobufCursor.field(2, BYTES);
    private static final int SCALAR_VALUE = ProtobufCursor.field(1, FIXED64);
    private static final int EXEMPLAR_LABEL = ProtobufCursor.field(1, BYTES);
    private static final int EXEMPLAR_VALUE = ProtobufCursor.field(2, FIXED64);
    private static final int EXEMPLAR_TIME = ProtobufCursor.field(3, BYTES);
    private static final int SECONDS = ProtobufCursor.field(1, VARINT);
    private static final int NANOS = ProtobufCursor.field(2, VARINT);

    private final ProtobufCursor cursor;
    private final ReaderLimits limits;
    private final LabelsDraft exemplarLabels = new LabelsDraft();
    private int values;

    ProtobufParts(ProtobufCursor cursor, ReaderLimits limits) {
        this.cursor = cursor;
        this.limits = limits;
    }

    /** One metric, bucket, span, exemplar or other thing that takes memory. */
    void countValue() {
        if (++values > limits.maxMetrics()) {
            throw MalformedBodyException.beyond(ReaderLimits.Limit.METRICS,
                    "more than %d samples in one body; push fewer".formatted(limits.maxMetrics()));
        }
    }

    void readLabel(LabelsDraft labels) {
        String name = "";
        String value = "";
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == LABEL_NAME) {
                name = cursor.text("a label name", ReaderLimits.Limit.NAME_BYTES, limits.maxNameBytes());
            } else if (tag == LABEL_VALUE) {
                value = cursor.text("a label value", ReaderLimits.Limit.VALUE_BYTES, limits.maxValueBytes());
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        labels.add(name, value);
        if (labels.size() > limits.maxLabels()) {
            throw MalformedBodyException.beyond(ReaderLimits.Limit.LABELS,
                    "a metric has more than %d labels; use fewer".formatted(limits.maxLabels()));
        }
    }

    double readScalar(double before) {
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

    /** @param before what was read of it so far, as of the timestamp that follows */
    Exemplar readExemplar(@Nullable Exemplar before) {
        countValue();
        exemplarLabels.clear();
        double value = 0;
        Timestamp time = null;
        if (before != null) {
            exemplarLabels.addAll(before.labels());
            value = before.value();
            time = before.time().orElse(null);
        }
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == EXEMPLAR_LABEL) {
                readLabel(exemplarLabels);
            } else if (tag == EXEMPLAR_VALUE) {
                value = cursor.fixed64();
            } else if (tag == EXEMPLAR_TIME) {
                time = readTimestamp(time);
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        return new Exemplar(exemplarLabels.labels(), value, Optional.ofNullable(time));
    }

    Timestamp readTimestamp(@Nullable Timestamp before) {
        long seconds = before == null ? 0 : before.seconds();
        int nanos = before == null ? 0 : before.nanos();
        int outerEnd = cursor.enter();
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == SECONDS) {
                seconds = cursor.varint();
            } else if (tag == NANOS) {
                nanos = (int) cursor.varint();
            } else {
                cursor.skip(tag);
            }
        }
        cursor.leave(outerEnd);
        return new Timestamp(seconds, nanos);
    }
}
