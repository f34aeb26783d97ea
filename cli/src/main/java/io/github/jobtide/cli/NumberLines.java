package io.github.jobtide.cli;

import io.github.jobtide.exposition.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads text that has a number that is not negative in each line, byte by byte: a million lines must not take a second. */
final class NumberLines {
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_SHOWN = 60;

    private final boolean skipsInvalid;
    private final Sink sink;
    private byte[] line = new byte[64];
    private int length;
    private long number;
    private long skipped;

    /** Takes what is read. */
    @FunctionalInterface
    interface Sink {
        void take(double value);
    }

    private NumberLines(boolean skipsInvalid, Sink sink) {
        this.skipsInvalid = skipsInvalid;
        this.sink = sink;
    }

    /**
     * Reads to the end.
     *
     * @return how many lines were skipped because they are none
     * @throws CommandFailedException at the first that is none, if they are not to be skipped
     */
    static long read(InputStream in, boolean skipsInvalid, Sink sink) throws IOException {
        NumberLines lines = new NumberLines(skipsInvalid, sink);
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            lines.take(buffer, count);
        }
        lines.end();
        return lines.skipped;
    }

    private void take(byte[] buffer, int count) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                if (length == 0) {
                    line(buffer, start, i);
                } else {
                    keep(buffer, start, i);
                    end();
                }
                start = i + 1;
            }
        }
        keep(buffer, start, count);
    }

    private void keep(byte[] buffer, int from, int to) {
        int more = Math.min(to - from, LONGEST_LINE + 1 - length);
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
        }
        System.arraycopy(buffer, from, line, length, more);
        length += more;
    }

    private void end() {
        if (length > 0) {
            int end = length;
            length = 0;
            line(line, 0, end);
        }
    }

    private void line(byte[] bytes, int start, int end) {
        number++;
        int from = start;
        int to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        if (from < to) {
            value(bytes, from, to);
        }
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r';
    }

    private void value(byte[] bytes, int from, int to) {
        double value;
        try {
            value = Numbers.read(bytes, from, to);
        } catch (NumberFormatException e) {
            invalid(bytes, from, to, "is not a number");
            return;
        }
        if (value >= 0 && value <= Double.MAX_VALUE) {
            sink.take(value);
        } else {
            invalid(bytes, from, to, value < 0 ? "is negative" : "is not a finite number");
        }
    }

    private void invalid(byte[] bytes, int from, int to, String complaint) {
        if (skipsInvalid) {
            skipped++;
            return;
        }
        String text = new String(bytes, from, Math.min(to - from, LONGEST_SHOWN), StandardCharsets.UTF_8);
        throw new CommandFailedException(ExitStatus.REFUSED, "line %d: '%s' %s; --skip-invalid leaves such lines out"
                .formatted(number, Style.clean(text) + (to - from > LONGEST_SHOWN ? "…" : ""), complaint));
    }
}
