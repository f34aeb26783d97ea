package io.github.jobtide.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/**
 * The last lines of what passed through, shortened, without control characters. Any number of threads.
 *
 * <p>It holds twice as much as it tells, so that what is to be masked can be seen whole before it is cut.
 */
final class LineRing {
    private static final int LINE_BYTES = 4 * 1024;
    private static final int ALL_LETTERS = 32 * 1024;
    private static final int HELD_LINE_BYTES = 2 * LINE_BYTES;
    private static final int HELD_LETTERS = 2 * ALL_LETTERS;

    private final int mostLines;
    private final Deque<String> lines = new ArrayDeque<>();
    private int letters;

    LineRing(int mostLines) {
        this.mostLines = mostLines;
    }

    /** One stream that flows into it. Used by one thread. */
    final class Inlet {
        private final byte[] line = new byte[HELD_LINE_BYTES];
        private int length;

        void take(byte[] source, int count) {
            for (int i = 0; i < count; i++) {
                if (source[i] == '\n') {
                    end();
                } else if (length < HELD_LINE_BYTES) {
                    line[length++] = source[i];
                }
            }
        }

        /** What is there of a line counts as one. */
        void finish() {
            if (length > 0) {
                end();
            }
        }

        private void end() {
            String text = new String(line, 0, length, StandardCharsets.UTF_8);
            length = 0;
            add(text);
        }
    }

    private synchronized void add(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\t' || !Character.isISOControl(letter)) {
                clean.append(letter);
            }
        }
        lines.add(clean.toString());
        letters += clean.length() + 1;
        while (lines.size() > mostLines || letters > HELD_LETTERS) {
            letters -= lines.remove().length() + 1;
        }
    }

    /**
     * What there is at the moment, a line each.
     *
     * @param mask takes any number of lines, and gives as many
     */
    String text(UnaryOperator<String> mask) {
        Deque<String> told = new ArrayDeque<>();
        int length = 0;
        String masked = mask.apply(held());
        for (String line : masked.isEmpty()
                ? new String[0]
                : masked.substring(0, masked.length() - 1).split("\n", -1)) {
            String cut = cut(line);
            told.add(cut);
            length += cut.length() + 1;
        }
        while (length > ALL_LETTERS) {
            length -= told.remove().length() + 1;
        }
        StringBuilder text = new StringBuilder(length);
        for (String line : told) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private synchronized String held() {
        StringBuilder text = new StringBuilder(letters);
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static String cut(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LINE_BYTES ? line : new String(bytes, 0, LINE_BYTES, StandardCharsets.UTF_8);
    }
}
