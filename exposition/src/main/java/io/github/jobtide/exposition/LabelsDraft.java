package io.github.jobtide.exposition;

import java.util.Arrays;

/** The labels of one line while they come in; used again for every line. */
final class LabelsDraft {
    private static final int NAMES_KEPT = 64;

    private String[] pairs = new String[16];
    private int length;
    /** Names seen lately, by hash; most bodies repeat a handful of them on every line. */
    private final String[] names = new String[NAMES_KEPT];

    LabelsDraft() {
        Arrays.fill(names, "");
    }

    void clear() {
        length = 0;
    }

    int size() {
        return length / 2;
    }

    boolean has(String name) {
        for (int i = 0; i < length; i += 2) {
            if (pairs[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    void add(String name, String value) {
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * length);
        }
        pairs[length++] = name;
        pairs[length++] = value;
    }

    void addAll(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            add(labels.name(i), labels.value(i));
        }
    }

    /** Takes a label out again; its value, or the empty string if there is none. */
    String remove(String name) {
        for (int i = 0; i < length; i += 2) {
            if (pairs[i].equals(name)) {
                String value = pairs[i + 1];
                System.arraycopy(pairs, i + 2, pairs, i, length - i - 2);
                length -= 2;
                return value;
            }
        }
        return "";
    }

    Labels labels() {
        return Labels.of(Arrays.copyOf(pairs, length));
    }

    /** The cursor's token as a string. */
    String name(TextCursor cursor) {
        int slot = cursor.tokenHash() & (NAMES_KEPT - 1);
        if (!cursor.isToken(names[slot])) {
            names[slot] = cursor.tokenText();
        }
        return names[slot];
    }
}
