package io.github.jobtide.lint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a page, one after the other, in memory of one line. One thread. */
final class PageLines {
    /** Longer ones are cut, and are no lines of metrics. */
    static final int LONGEST = 1024 * 1024;
    /** Most pages are pushes, which fit in the first of these; the buffer of others grows up to the second. */
    private static final int FIRST_READ = 4 * 1024;
    private static final int LARGEST_READ = 64 * 1024;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private byte[] read = new byte[FIRST_READ];
    private int from;
    private int to;
    private byte[] line = new byte[256];
    private int length;
    private int number;
    private boolean isCut;
    private boolean isEnded;

    PageLines(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line.
     *
     * @return whether there is one
     */
    boolean next() throws IOException {
        length = 0;
        isCut = false;
        isEnded = false;
        boolean any = false;
        while (!isEnded && fill()) {
            any = true;
            int feed = from;
            while (feed < to && read[feed] != '\n') {
                feed++;
            }
            take(feed);
            isEnded = feed < to;
            from = isEnded ? feed + 1 : feed;
        }
        number += any ? 1 : 0;
        return any;
    }

    private boolean fill() throws IOException {
        if (from == to) {
            if (to == read.length && to < LARGEST_READ) {
                read = new byte[2 * to];
            }
            from = 0;
            to = Math.max(0, in.read(read, 0, read.length));
        }
        return from < to;
    }

    private void take(int until) {
        int size = Math.min(until - from, LONGEST - length);
        isCut |= size < until - from;
        if (length + size > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + size));
        }
        System.arraycopy(read, from, line, length, size);
        length += size;
    }

    /**
     * Takes a byte order mark off the beginning of the line.
     *
     * @return whether there was one
     */
    boolean dropMark() {
        if (length < MARK.length || !Arrays.equals(line, 0, MARK.length, MARK, 0, MARK.length)) {
            return false;
        }
        length -= MARK.length;
        System.arraycopy(line, MARK.length, line, 0, length);
        return true;
    }

    /** Its bytes, of which the first {@link #length} count, without the line feed. */
    byte[] line() {
        return line;
    }

    int length() {
        return length;
    }

    /** From 1. */
    int number() {
        return number;
    }

    /** Whether it is longer than {@value #LONGEST} bytes, of which it has the first. */
    boolean isCut() {
        return isCut;
    }

    /** Whether it ends with a line feed; only the last one may not. */
    boolean isEnded() {
        return isEnded;
    }
}
