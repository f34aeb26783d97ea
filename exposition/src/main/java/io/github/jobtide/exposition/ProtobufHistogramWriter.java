package io.github.jobtide.exposition;

import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import java.util.List;
import java.util.Optional;

/** Writes Histogram messages: classic buckets, native ones, or both. Counts are all whole numbers or all doubles. */
final class ProtobufHistogramWriter {
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private ProtobufHistogramWriter() {}

    static ProtobufMessage message(Reading.Histogram histogram, Details details) {
        Optional<NativeHistogram> nativeBuckets = details.nativeBuckets();
        boolean whole = !nativeBuckets.map(NativeHistogram::floats).orElse(false) && isWhole(histogram);
        ProtobufMessage message = count(1, 4, histogram.count(), whole).number(2, histogram.sum());
        List<Reading.Bucket> buckets = histogram.buckets();
        for (int i = 0; i < buckets.size(); i++) {
            ProtobufMessage bucket = count(1, 4, buckets.get(i).cumulativeCount(), whole).number(2,
                    buckets.get(i).upperBound());
            Exemplar exemplar = details.exemplars().get(i);
            message.message(3, exemplar == null ? bucket : bucket.message(3, ProtobufWriter.exemplar(exemplar)));
        }
        nativeBuckets.ifPresent(parts -> addNative(parts, message));
        details.created().ifPresent(created -> message.message(15, ProtobufWriter.timestamp(created)));
        details.nativeExemplars().forEach(exemplar -> message.message(16, ProtobufWriter.exemplar(exemplar)));
        return message;
    }

    /** A histogram with a count that is not whole has all its counts as doubles. */
    private static boolean isWhole(Reading.Histogram histogram) {
        boolean whole = isWhole(histogram.count());
        for (Reading.Bucket bucket : histogram.buckets()) {
            whole &= isWhole(bucket.cumulativeCount());
        }
        return whole;
    }

    private static void addNative(NativeHistogram parts, ProtobufMessage message) {
        message.signed(5, parts.schema()).number(6, parts.zeroThreshold());
        if (parts.floats()) {
            message.number(8, parts.zeroCount());
        } else {
            message.whole(7, (long) parts.zeroCount());
        }
        addSide(9, parts.negative(), parts.floats(), message);
        addSide(12, parts.positive(), parts.floats(), message);
    }

    private static void addSide(int field, Buckets side, boolean floats, ProtobufMessage message) {
        for (Span span : side.spans()) {
            message.message(field, new ProtobufMessage().signed(1, span.offset()).whole(2, span.length()));
        }
        long before = 0;
        for (double count : side.counts()) {
            if (floats) {
                message.number(field + 2, count);
            } else {
                message.signed(field + 1, (long) count - before);
                before = (long) count;
            }
        }
    }

    private static ProtobufMessage count(int wholeField, int doubleField, double count, boolean whole) {
        ProtobufMessage message = new ProtobufMessage();
        return whole ? message.whole(wholeField, unsigned(count)) : message.number(doubleField, count);
    }

    static boolean isWhole(double count) {
        return count >= 0 && count <= TWO_TO_64 && count == Math.rint(count);
    }

    /** The nearest whole number of 64 bits without a sign. */
    static long unsigned(double count) {
        if (count >= TWO_TO_64) {
            return -1;
        }
        return count >= TWO_TO_63 ? (long) (count - TWO_TO_63) ^ Long.MIN_VALUE : (long) count;
    }
}
