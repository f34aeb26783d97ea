package io.github.jobtide.exposition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text body without its sample values: what is left is the same in every push of one job, so that who has read it once can tell a
 * later body by comparing bytes, and where the values stand in it.
 */
public final class TextTemplate {
    /** The pieces between the values, joined. */
    private final byte[] text;
    /** Where each piece ends in {@link #text}; a value follows each but the last. */
    private final int[] ends;

    private TextTemplate(byte[] text, int[] ends) {
        this.text = text;
        this.ends = ends;
    }

    /** The template of {@code body}; null if it has more than {@code maxValues} values, or one that {@link DecimalText} does not take. */
    public static @Nullable TextTemplate of(byte[] body, int maxValues) {
        byte[] text = new byte[body.length];
        int[] ends = new int[16];
        int length = 0;
        int values = 0;
        DecimalText number = new DecimalText();
        for (int start = 0; start < body.length;) {
            int end = lineEnd(body, start);
            int value = end < 0 ? -1 : valueIn(body, start, end);
            if (value < 0 || (value < end && (values == maxValues || !number.read(body, value, end)))) {
                return null;
            }
            System.arraycopy(body, start, text, length, value - start);
            length += value - start;
            if (value < end) {
                ends = values + 1 == ends.length ? Arrays.copyOf(ends, 2 * ends.length) : ends;
                ends[values++] = length;
            }
            text[length++] = '\n';
            start = end + 1;
        }
        ends = Arrays.copyOf(ends, values + 1);
        ends[values] = length;
        return new TextTemplate(Arrays.copyOf(text, length), ends);
    }

    private static int lineEnd(byte[] body, int start) {
        int end = start;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end == body.length ? -1 : end;
    }

    /** Where the value of a line begins: behind the last blank or brace; the line's end if it has none; -1 if it should have one. */
    private static int valueIn(byte[] body, int start, int end) {
        int first = start;
        while (first < end && isBlank(body[first])) {
            first++;
        }
        if (first == end || body[first] == '#') {
            return end;
        }
        int value = end;
        while (value > first && !isBlank(body[value - 1]) && body[value - 1] != '}') {
            value--;
        }
        return value == end || value == first ? -1 : value;
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t';
    }

    public int values() {
        return ends.length - 1;
    }

    /** Bytes that it takes in memory, roughly. */
    public int weight() {
        return text.length + 4 * ends.length + 64;
    }

    /** A hash of the pieces. */
    public int hash() {
        return Arrays.hashCode(text) * 31 + Arrays.hashCode(ends);
    }

    /** The body whose values are 1, 2, 3 and so on. */
    public byte[] numbered() {
        byte[] body = new byte[text.length + 10 * values()];
        int at = 0;
        int from = 0;
        for (int i = 0; i < ends.length; i++) {
            System.arraycopy(text, from, body, at, ends[i] - from);
            at += ends[i] - from;
            from = ends[i];
            at = i < values() ? Numbers.write(i + 1.0, body, at) : at;
        }
        return Arrays.copyOf(body, at);
    }

    /**
     * Whether {@code body} differs from this template by its values alone. Then the value of index i stands from {@code places[2 * i]} to
     * {@code places[2 * i + 1]}; it is whatever stands there up to the end of its line, and nobody has judged it.
     *
     * @param places of twice as many elements as there are values
     */
    public boolean fits(byte[] body, int[] places) {
        int at = 0;
        int from = 0;
        for (int i = 0; i < ends.length; i++) {
            int length = ends[i] - from;
            if (body.length - at < length || !Arrays.equals(body, at, at + length, text, from, ends[i])) {
                return false;
            }
            at += length;
            from = ends[i];
            if (i < values()) {
                places[2 * i] = at;
                while (at < body.length && body[at] != '\n') {
                    at++;
                }
                places[2 * i + 1] = at;
            }
        }
        return at == body.length;
    }
}
