package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.Arrays;

/** Which series a page has had, told apart by 64 bits: of a million, two are taken for one with a chance of one in thirty million. One thread. */
final class SeriesSet {
    /** Beyond that nothing is remembered, and nothing is found again. */
    private static final int MOST = 8_000_000;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    private long[] table = new long[1024];
    private int size;

    /** @return whether it is new, as far as is known */
    boolean add(Sample sample) {
        return add(hash(sample));
    }

    private boolean add(long hash) {
        long wanted = hash == 0 ? 1 : hash;
        int at = place(wanted);
        if (table[at] == wanted) {
            return false;
        }
        if (size < MOST) {
            table[at] = wanted;
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
        table = new long[2 * before.length];
        for (long hash : before) {
            if (hash != 0) {
                table[place(hash)] = hash;
            }
        }
    }

    /** The order of labels makes no difference. */
    private static long hash(Sample sample) {
        long hash = mix(textHash(sample.name(), 1));
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
