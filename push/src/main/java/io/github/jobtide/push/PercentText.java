package io.github.jobtide.push;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text in which all but letters, digits and a few signs stand as {@code %XX}, byte for byte of their UTF-8. */
final class PercentText {
    private static final String HEX = "0123456789ABCDEF";
    /** RFC 3986: signs that need no escape anywhere. */
    private static final String UNRESERVED = "-._~";

    private PercentText() {}

    /** A segment of a URL's path. */
    static String segment(String text) {
        return write(text, UNRESERVED);
    }

    /** What is readable and has no line end, blank or percent sign in it. */
    static String word(String text) {
        return write(text, UNRESERVED + "/:@=,+*()[]{}!$&';?#");
    }

    private static String write(String text, String plain) {
        StringBuilder written = new StringBuilder(text.length() + 8);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            char letter = (char) (one & 0xff);
            if (isLetterOrDigit(letter) || plain.indexOf(letter) >= 0) {
                written.append(letter);
            } else {
                written.append('%').append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
            }
        }
        return written.toString();
    }

    private static boolean isLetterOrDigit(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    }

    /** @throws IllegalArgumentException if a percent sign is not followed by two digits */
    static String read(String written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(written.length());
        for (int i = 0; i < written.length(); i++) {
            char letter = written.charAt(i);
            if (letter != '%') {
                bytes.write(letter);
                continue;
            }
            boolean whole = i + 2 < written.length();
            int high = whole ? HEX.indexOf(written.charAt(i + 1)) : -1;
            int low = whole ? HEX.indexOf(written.charAt(i + 2)) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("a percent sign without two digits");
            }
            bytes.write((high << 4) | low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
