package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits a line of a vector file at blanks, except between backquotes, and undoes the escapes that stand between them. */
final class Words {
    private Words() {}

    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '`') {
                quoted = !quoted;
            }
            if (character == ' ' && !quoted) {
                add(words, word);
            } else {
                word.append(character);
            }
        }
        add(words, word);
        if (quoted) {
            throw new IllegalArgumentException("a backquote is not closed: " + line);
        }
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** {@code name`text`} → {@code name}; a word without backquotes as it is. */
    static String name(String word) {
        int quote = word.indexOf('`');
        return quote < 0 ? word : word.substring(0, quote);
    }

    /** {@code name`text`} → {@code text}, as written; empty without backquotes. */
    static String quoted(String word) {
        int quote = word.indexOf('`');
        return quote < 0 ? "" : word.substring(quote + 1, word.length() - 1);
    }

    /** {@code \n}, {@code \t}, {@code \r}, {@code \\}, {@code \q} (a backquote) and {@code \xFF} become what they stand for. */
    static ByteString bytes(String text) {
        ByteBuffer from = StandardCharsets.UTF_8.encode(text);
        var bytes = new ByteArrayOutputStream();
        while (from.hasRemaining()) {
            byte next = from.get();
            bytes.write(next == '\\' ? escaped(from) : next);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private static int escaped(ByteBuffer from) {
        char escape = (char) from.get();
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'q' -> '`';
            case '\\' -> '\\';
            case 'x' -> Character.digit(from.get(), 16) * 16 + Character.digit(from.get(), 16);
            default -> throw new IllegalArgumentException("no escape \\" + escape);
        };
    }

    static String text(String text) {
        return bytes(text).toStringUtf8();
    }

    /** The other way round: what stands between backquotes for these bytes. */
    static String written(ByteString bytes) {
        StringBuilder text = new StringBuilder();
        for (byte next : bytes) {
            switch (next) {
                case '\n' -> text.append("\\n");
                case '\\' -> text.append("\\\\");
                case '`' -> text.append("\\q");
                default -> text.append(
                        next >= ' ' && next < 127 ? String.valueOf((char) next) : "\\x%02x".formatted(next & 0xff));
            }
        }
        return text.toString();
    }
}
