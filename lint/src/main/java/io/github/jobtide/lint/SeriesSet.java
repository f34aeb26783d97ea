package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.Arrays;

/**
 * Which series a page has had, told apart by 64 bits: of a million, two are taken for one with a chance of one in thirty million. Where a
 * page is scraped, a series may come again with a later timestamp. One thread.
 */
final class SeriesSet {
    /** Beyond that nothing is remembered, and nothing is found again. */
    private static final int MOST = 8_000_000;
    private static final int FEW = 64;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    private static final double[] NO_TIMES = {};

    private final boolean mayComeAgain;
    private long[] table = new long[FEW];
    /** The latest timestamp of each series, by the same places; empty until one has any. */
    private double[] times = NO_TIMES;
    private int size;

    /** @param mayComeAgain with a later timestamp */
    SeriesSet(boolean mayComeAgain) {
        this.mayComeAgain = mayComeAgain;
    }

    /** @return whether it may stand there, as far as is known: it is new, or later than before */
    boolean add(Sample sample) {
        double time = mayComeAgain && sample.timestamp().isPresent()
                ? Values.parse(sample.timestamp().get())
                : Double.NaN;
        if (!Double.isNaN(time) && times.length == 0) {
            times = new double[table.length];
            Arrays.fill(times, Double.NaN);
        }
        return add(hash(sample), time);
    }

    private boolean add(long hash, double time) {
        long wanted = hash == 0 ? 1 : hash;
        int at = place(wanted);
        if (table[at] == wanted) {
            boolean isLater = times.length > 0 && time > times[at];
            if (isLater) {
                times[at] = time;
            }
            return isLater;
        }
        if (size < MOST) {
            table[at] = wanted;
            if (times.length > 0) {
                times[at] = time;
            }
            size++;
            if (2 * size > table.length) {
                grow();
            }
        }
        return true;
    }

    private int place(long hash) {
        int mask = table.length - 1;
        int at = (int) (hash >>> 32) & mask;
        while (table[at] != 0 && table[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] before = table;
        double[] timesBefore = times;
        table = new long[2 * before.length];
        times = timesBefore.length == 0 ? NO_TIMES : new double[table.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int at = place(before[i]);
                table[at] = before[i];
                if (times.length > 0) {
                    times[at] = timesBefore[i];
                }
            }
        }
    }

    /** The order of labels makes no difference. */
    private static long hash(Sample sample) {
        long hash = mix(textHash(sample.name(), 1));
        if (sample.labels().isEmpty()) {
            return hash;
        }
        long[] labels = new long[sample.labels().size()];
        for (int i = 0; i < labels.length; i++) {
            Label label = sample.labels().get(i);
            labels[i] = label.value().isEmpty() ? 0 : mix(textHash(label.value(), textHash(label.name(), 7)));
        }
        Arrays.sort(labels);
        for (long label : labels) {
            hash = label == 0 ? hash : mix(hash ^ label);
        }
        return hash;
    }

    private static long textHash(String text, long seed) {
        long hash = seed * PRIME + text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** Spreads a number over 64 bits; only 0 gives 0. */
    static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * PRIME;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME;
        return mixed ^ (mixed >>> 32);
    }
}
