package io.github.jobtide.exposition;

import java.util.Arrays;
import java.util.Optional;

/**
 * The labels of one metric, sorted by name (by code point, which is the order of their UTF-8 bytes).
 *
 * <p>A name may stand here twice: a protobuf body can say so, and it is the store that refuses it. Values are any text.
 */
public final class Labels implements Comparable<Labels> {
    /** No labels at all. */
    public static final Labels NONE = new Labels(new String[0]);

    private final String[] pairs;

    private Labels(String[] pairs) {
        this.pairs = pairs;
    }

    /**
     * Labels from names and values in turn; sorted here, stable for equal names.
     *
     * @throws IllegalArgumentException if a value is missing
     */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("the last label name has no value: " + Arrays.toString(namesAndValues));
        }
        if (namesAndValues.length == 0) {
            return NONE;
        }
        String[] sorted = namesAndValues.clone();
        sort(sorted);
        return new Labels(sorted);
    }

    public int size() {
        return pairs.length / 2;
    }

    public String name(int index) {
        return pairs[2 * index];
    }

    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /** The value of the first label of that name. */
    public Optional<String> value(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return Optional.of(pairs[i + 1]);
            }
        }
        return Optional.empty();
    }

    /** By the first name or value that differs, else by their number; so that even label sets made to collide sort into a hash map fast. */
    @Override
    public int compareTo(Labels that) {
        int common = Math.min(pairs.length, that.pairs.length);
        for (int i = 0; i < common; i++) {
            int order = compareText(pairs[i], that.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return pairs.length - that.pairs.length;
    }

    /** Compares names or values as their UTF-8 bytes would compare. */
    public static int compareText(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean oneSurrogate = Character.isSurrogate(x) != Character.isSurrogate(y);
                return oneSurrogate ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
            }
        }
        return a.length() - b.length();
    }

    /** Insertion sort: label sets are short, and mostly sorted as they come. */
    private static void sort(String[] pairs) {
        for (int i = 2; i < pairs.length; i += 2) {
            String name = pairs[i];
            String value = pairs[i + 1];
            int j = i;
            for (; j > 0 && compareText(pairs[j - 2], name) > 0; j -= 2) {
                pairs[j] = pairs[j - 2];
                pairs[j + 1] = pairs[j - 1];
            }
            pairs[j] = name;
            pairs[j + 1] = value;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(pairs[i]).append("=\"").append(pairs[i + 1]).append('"');
        }
        return text.append('}').toString();
    }
}
