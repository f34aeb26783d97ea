package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as it stands in bytes. */
final class Utf8 {
    private Utf8() {}

    /** What is not UTF-8 becomes U+FFFD; ask {@link #isValid} where that will not do. */
    static String text(byte[] source, int from, int to) {
        return new String(source, from, to - from, isAscii(source, from, to) ? ISO_8859_1 : UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static boolean isAscii(byte[] source, int from, int to) {
        int seen = 0;
        for (int i = from; i < to; i++) {
            seen |= source[i];
        }
        return seen >= 0;
    }

    static boolean isValid(byte[] source, int from, int to) {
        for (int at = from; at < to;) {
            int length = sequenceLength(source, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** How many bytes the character at {@code at} takes; 0 if there is none. RFC 3629, table in section 4. */
    static int sequenceLength(byte[] source, int at, int to) {
        int lead = source[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to || !isSecondByte(lead, source[at + 1] & 0xff)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((source[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Keeps out what could be said shorter, surrogates, and what lies beyond U+10FFFF. */
    private static boolean isSecondByte(int lead, int second) {
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= lowest && second <= highest;
    }
}
