package io.github.jobtide.exposition;

import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The native part of a histogram while its fields come in. Lets pass only what Prometheus can take: of others, some make it drop the whole
 * scrape, some end it, and some make a query run for ever.
 */
final class NativeDraft {
    private static final int LOWEST_SCHEMA = -4;
    private static final int HIGHEST_SCHEMA = 8;
    /** Every whole number up to here is a double. */
    private static final double EXACT = 0x1p53;

    long schema;
    double zeroThreshold;
    double zeroCount;
    double zeroCountAsDouble;
    final Side negative = new Side("negative");
    final Side positive = new Side("positive");

    /**
     * The native buckets, if there are any.
     *
     * @throws MalformedBodyException if no scraper could take them
     */
    Optional<NativeHistogram> histogram(HistogramDraft whole) {
        boolean floats = whole.countAsDouble > 0 || zeroCountAsDouble > 0;
        if (isNothing()) {
            return Optional.empty();
        }
        if (schema < LOWEST_SCHEMA || schema > HIGHEST_SCHEMA) {
            throw new MalformedBodyException(
                    "its schema is %d, and only %d to %d are known".formatted(schema, LOWEST_SCHEMA, HIGHEST_SCHEMA));
        }
        if (!(zeroThreshold >= 0 && zeroThreshold <= Double.MAX_VALUE)) {
            throw new MalformedBodyException(
                    "its zero threshold is %s; it must be a number from 0 on".formatted(zeroThreshold));
        }
        if (floats ? hasWhole(whole) : hasDoubles(whole)) {
            throw new MalformedBodyException(
                    "its counts are partly whole numbers, partly doubles; they are to be doubles if "
                            + "sample_count_float or zero_count_float is above 0, else whole numbers");
        }
        NativeHistogram histogram = new NativeHistogram(floats, (int) schema, zeroThreshold,
                checked(floats ? zeroCountAsDouble : zeroCount, floats), negative.buckets(floats, (int) schema),
                positive.buckets(floats, (int) schema));
        if (floats) {
            checked(whole.countAsDouble, true);
        } else if (histogram.hasSpans() || zeroThreshold > 0 || zeroCount > 0) {
            checkCount(histogram, whole);
        }
        return Optional.of(histogram);
    }

    private boolean isNothing() {
        return schema == 0 && zeroThreshold == 0 && zeroCount == 0 && zeroCountAsDouble == 0 && negative.isNothing()
                && positive.isNothing();
    }

    private boolean hasWhole(HistogramDraft whole) {
        return zeroCount != 0 || (whole.count != 0 && whole.countAsDouble == 0) || !negative.deltas.isEmpty()
                || !positive.deltas.isEmpty();
    }

    private boolean hasDoubles(HistogramDraft whole) {
        return whole.countAsDouble != 0 || zeroCountAsDouble != 0 || !negative.counts.isEmpty()
                || !positive.counts.isEmpty()
                || whole.buckets.stream()
                        .anyMatch(bucket -> !ProtobufHistogramWriter.isWhole(bucket.cumulativeCount()));
    }

    /** Whole counts must come to the histogram's own; without a usable sum, observations may be missing from the buckets. */
    private static void checkCount(NativeHistogram histogram, HistogramDraft whole) {
        double inBuckets = histogram.zeroCount();
        for (Buckets side : List.of(histogram.negative(), histogram.positive())) {
            for (double count : side.counts()) {
                inBuckets += count;
            }
        }
        checked(whole.count, false);
        if (Double.isNaN(whole.sum) ? inBuckets > whole.count : inBuckets != whole.count) {
            throw new MalformedBodyException(
                    "its native buckets hold %s observations, but its count is %s".formatted(Numbers.text(inBuckets),
                            Numbers.text(whole.count)));
        }
    }

    private static double checked(double count, boolean floats) {
        if (!(count >= 0 && count <= (floats ? Double.MAX_VALUE : EXACT))) {
            throw new MalformedBodyException(
                    "one of its native counts is %s; it must be from 0 to %s".formatted(Numbers.text(count),
                            floats ? "the greatest double" : "2^53"));
        }
        return count;
    }

    /** The buckets on one side of zero. */
    static final class Side {
        private final String name;
        final List<Span> spans = new ArrayList<>(0);
        final List<Long> deltas = new ArrayList<>(0);
        final List<Double> counts = new ArrayList<>(0);

        Side(String name) {
            this.name = name;
        }

        private boolean isNothing() {
            return spans.isEmpty() && deltas.isEmpty() && counts.isEmpty();
        }

        private Buckets buckets(boolean floats, int schema) {
            List<Double> absolute = floats ? counts : summedUp();
            absolute.forEach(count -> checked(count, floats));
            long length = checkSpans(schema);
            if (length != absolute.size()) {
                throw new MalformedBodyException(
                        "its %s spans are %d buckets long, but it has %d %s".formatted(name, length, absolute.size(),
                                floats ? "counts" : "deltas"));
            }
            return new Buckets(spans, absolute);
        }

        private List<Double> summedUp() {
            List<Double> absolute = new ArrayList<>(deltas.size());
            long count = 0;
            for (long delta : deltas) {
                count += delta; // what is too large for a long comes out negative
                absolute.add(checked((double) count, false));
            }
            return absolute;
        }

        /** How many buckets the spans hold together; all of them must be such that a double can fall into them. */
        private long checkSpans(int schema) {
            double lowest = Math.floor(Math.scalb((double) Double.MIN_EXPONENT - 52, schema));
            double highest = Math.ceil(Math.scalb((double) Double.MAX_EXPONENT + 1, schema)) + 1;
            long length = 0;
            long end = 0;
            for (int i = 0; i < spans.size(); i++) {
                Span span = spans.get(i);
                long start = end + span.offset();
                end = start + span.length();
                length += span.length();
                if ((i > 0 && span.offset() < 0) || start < lowest || end > highest + 1) {
                    throw new MalformedBodyException(
                            ("its %s span %d, from bucket %d to before %d, overlaps the one before or lies "
                                    + "beyond all numbers").formatted(name, i + 1, start, end));
                }
            }
            return length;
        }
    }
}
