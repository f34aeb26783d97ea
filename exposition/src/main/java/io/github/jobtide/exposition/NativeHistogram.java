package io.github.jobtide.exposition;

import java.util.List;

/**
 * The native buckets of a histogram: only those near observations are there, and their bounds follow from their number. Bucket
 * {@code i} holds what is greater than b^(i-1) and at most b^i, where b is 2^(2^-schema); a negative bucket the same with the sign
 * turned.
 *
 * @param floats whether its counts are doubles; else they are whole
 * @param schema from -4 to 8: how fine the buckets are
 * @param zeroThreshold what is not farther from zero than this is counted in the zero bucket
 */
public record NativeHistogram(boolean floats, int schema, double zeroThreshold, double zeroCount, Buckets negative,
        Buckets positive) {
    /** Whether the API shows the native buckets; without spans it shows the classic ones. */
    public boolean hasSpans() {
        return !negative.spans().isEmpty() || !positive.spans().isEmpty();
    }

    /** The upper bound of that positive bucket; the greatest double where a bound would be just beyond it. */
    public double bound(int index) {
        double fraction = schema < 0 ? 0.5 : fraction(schema, index & ((1 << schema) - 1));
        int exponent = 1 + (schema < 0 ? index << -schema : index >> schema);
        return fraction == 0.5 && exponent == Double.MAX_EXPONENT + 2
                ? Double.MAX_VALUE
                : Math.scalb(fraction, exponent);
    }

    /**
     * 2^(i * 2^-schema - 1), to the bit as Prometheus has it: a bound that a coarser schema has too is that one's, and the one behind it
     * is a step farther. Its square root of two is the double below the nearest one.
     */
    private static double fraction(int schema, int i) {
        if (i == 0) {
            return 0.5;
        }
        double coarser = fraction(schema - 1, i / 2);
        double step = StrictMath.pow(2, Math.scalb(1.0, -schema));
        return i % 2 == 0 ? coarser : coarser * (schema == 1 ? Math.nextDown(step) : step);
    }

    /** One side: {@code counts} has as many buckets as all spans are long, in the order of the spans. */
    public record Buckets(List<Span> spans, List<Double> counts) {
        public Buckets {
            spans = List.copyOf(spans);
            counts = List.copyOf(counts);
        }
    }

    /**
     * Buckets that stand side by side.
     *
     * @param offset number of the first bucket if it is the first span, else how many buckets lie between it and the one before
     */
    public record Span(int offset, int length) {}
}
