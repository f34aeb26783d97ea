package io.github.jobtide.mixin.lint;

import java.util.Arrays;

/** A file as a whole: its text, and the beginnings of its lines. Immutable. */
final class FileText implements Source {
    private final String text;
    private final int[] lineStarts;
    /** How many bytes stand before each character; without any where each takes one. */
    private final int[] bytesBefore;

    FileText(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
        this.bytesBefore = text.chars().allMatch(c -> c < 0x80) ? new int[0] : bytesBefore(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
            starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
            starts[count++] = feed + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    private static int[] bytesBefore(String text) {
        int[] before = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            before[i + 1] = before[i] + bytes(text.charAt(i));
        }
        return before;
    }

    private static int bytes(char c) {
        // Half of a pair takes two of its four.
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Place place(int index) {
        int found = Arrays.binarySearch(lineStarts, index);
        int line = found >= 0 ? found : -found - 2;
        int start = lineStarts[line];
        int column = bytesBefore.length == 0 ? index - start : bytesBefore[index] - bytesBefore[start];
        return new Place(line + 1, column + 1);
    }
}
