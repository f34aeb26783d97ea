package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Reading;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of what was observed in the last ten minutes, and count and sum of everything.
 *
 * <p>Counts values in buckets whose bounds grow by 2 %, so a quantile is right to 1 %. Five arrays hold two minutes each and are
 * used in turn. Idea: Masson, Rim, Lee, "DDSketch", VLDB 2019.
 */
final class RollingQuantiles {
    private static final double[] RANKS = {0.1, 0.5, 0.9};
    private static final double GROWTH = Math.log(1.02);
    /** Values up to this share the lowest bucket: a tenth of a microsecond, if seconds. */
    private static final double LOWEST = 1e-7;
    /** Enough for values up to 1e11. */
    private static final int BUCKETS = (int) (Math.log(1e18) / GROWTH) + 2;
    private static final int SPANS = 5;
    private static final long SPAN_MILLIS = 120_000;

    private final int[][] spans = new int[SPANS][BUCKETS];
    private long currentSpan = Long.MIN_VALUE;
    private long count;
    private double sum;

    synchronized void observe(double value, long nowMillis) {
        turnTo(nowMillis / SPAN_MILLIS);
        spans[(int) (currentSpan % SPANS)][bucket(value)]++;
        count++;
        sum += value;
    }

    private static int bucket(double value) {
        return value <= LOWEST ? 0 : (int) Math.min(BUCKETS - 1, 1 + Math.log(value / LOWEST) / GROWTH);
    }

    private static double middle(int bucket) {
        return LOWEST * Math.exp((bucket - 0.5) * GROWTH);
    }

    private void turnTo(long span) {
        long stale = Math.min(SPANS, Math.max(0, span - Math.max(currentSpan, span - SPANS)));
        for (long i = 0; i < stale; i++) {
            Arrays.fill(spans[(int) ((span - i) % SPANS)], 0);
        }
        currentSpan = Math.max(currentSpan, span);
    }

    synchronized Reading.Summary summary(long nowMillis) {
        turnTo(nowMillis / SPAN_MILLIS);
        long recent = 0;
        for (int[] span : spans) {
            for (int n : span) {
                recent += n;
            }
        }
        Reading.Quantile[] quantiles = new Reading.Quantile[RANKS.length];
        for (int i = 0; i < RANKS.length; i++) {
            quantiles[i] = new Reading.Quantile(RANKS[i], recent == 0 ? Double.NaN : quantile(RANKS[i], recent));
        }
        return new Reading.Summary(count, sum, List.of(quantiles));
    }

    private double quantile(double rank, long recent) {
        long before = (long) Math.ceil(rank * recent);
        int bucket = -1;
        while (before > 0) {
            bucket++;
            for (int[] span : spans) {
                before -= span[bucket];
            }
        }
        return middle(bucket);
    }
}
