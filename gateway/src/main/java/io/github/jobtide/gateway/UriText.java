package io.github.jobtide.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Paths of URIs, decoded and encoded. Decoded text holds one char for each byte (0 to 255): whether the bytes are UTF-8 is
 * judged where it matters, by the label they belong to.
 */
final class UriText {
    private static final String HEX = "0123456789ABCDEF";
    private static final String LITERAL_IN_PATH = "-_.~$&+,/:;=@";

    private UriText() {}

    /** Resolves percent escapes; empty if one is malformed. */
    static Optional<String> decode(String raw) {
        int percent = raw.indexOf('%');
        if (percent < 0) {
            return Optional.of(raw);
        }
        StringBuilder text = new StringBuilder(raw.length()).append(raw, 0, percent);
        for (int i = percent; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            int high = i + 2 < raw.length() ? hexDigit(raw.charAt(i + 1)) : -1;
            int low = high < 0 ? -1 : hexDigit(raw.charAt(i + 2));
            if (low < 0) {
                return Optional.empty();
            }
            text.append((char) (high << 4 | low));
            i += 2;
        }
        return Optional.of(text.toString());
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** Writes a decoded path as a URI holds it. */
    static String encode(String decoded) {
        StringBuilder text = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (isLiteral(c)) {
                text.append(c);
            } else {
                text.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            }
        }
        return text.toString();
    }

    private static boolean isLiteral(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || LITERAL_IN_PATH.indexOf(c) >= 0;
    }

    /** Whether a path has neither empty nor dot segments, so that {@link #clean} would leave it as it is. */
    static boolean isClean(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        int start = 1;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            int stop = end < 0 ? path.length() : end;
            int length = stop - start;
            boolean dots = length <= 2 && path.charAt(start) == '.'
                    && (length == 1 || path.charAt(start + 1) == '.');
            if (length == 0 || dots) {
                return false;
            }
            start = stop + 1;
        }
        return true;
    }

    /** Takes empty and dot segments out; keeps one trailing slash. */
    static String clean(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String cleaned = "/" + String.join("/", segments);
        return path.endsWith("/") && !segments.isEmpty() ? cleaned + "/" : cleaned;
    }

    /** The bytes that decoded text stands for. */
    static byte[] bytes(String decoded) {
        return decoded.getBytes(StandardCharsets.ISO_8859_1);
    }
}
