package io.github.jobtide.run;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Small files of {@code /proc}, read whole. Where there is no such folder, every answer is empty. */
final class Proc {
    private static final int MOST_BYTES = 16 * 1024;

    private Proc() {}

    static Optional<String> read(String path) {
        try (FileInputStream in = new FileInputStream(path)) {
            byte[] content = in.readNBytes(MOST_BYTES);
            return Optional.of(new String(content, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<String> line(String path) {
        Optional<String> text = read(path);
        return text.isEmpty() || text.get().isBlank() ? Optional.empty() : Optional.of(text.get().strip());
    }

    /** What stands behind {@code name} and a colon in a file of such lines; -1 if there is no such number. */
    static long number(String text, String name) {
        int at = text.startsWith(name + ":") ? 0 : text.indexOf("\n" + name + ":") + 1;
        if (at == 0 && !text.startsWith(name + ":")) {
            return -1;
        }
        int digit = at + name.length() + 1;
        while (digit < text.length() && (text.charAt(digit) == ' ' || text.charAt(digit) == '\t')) {
            digit++;
        }
        int end = digit;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == digit || end - digit > 18 ? -1 : Long.parseLong(text.substring(digit, end));
    }
}
