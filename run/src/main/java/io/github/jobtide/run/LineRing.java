package io.github.jobtide.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of what passed through, shortened, without control characters. Any number of threads. */
final class LineRing {
    private static final int LINE_BYTES = 4 * 1024;
    private static final int ALL_BYTES = 32 * 1024;

    private final int mostLines;
    private final Deque<String> lines = new ArrayDeque<>();
    private int bytes;

    LineRing(int mostLines) {
        this.mostLines = mostLines;
    }

    /** One stream that flows into it. Used by one thread. */
    final class Inlet {
        private final byte[] line = new byte[LINE_BYTES];
        private int length;

        void take(byte[] source, int count) {
            for (int i = 0; i < count; i++) {
                if (source[i] == '\n') {
                    end();
                } else if (length < LINE_BYTES) {
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
        bytes += clean.length() + 1;
        while (lines.size() > mostLines || bytes > ALL_BYTES) {
            bytes -= lines.remove().length() + 1;
        }
    }

    /** What there is at the moment, a line each. */
    synchronized String text() {
        StringBuilder text = new StringBuilder(bytes);
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
