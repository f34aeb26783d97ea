package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Bytes of a body as they stand in a message: quoted as Go's {@code %q} does, and cut where they are long. */
final class Quoted {
    private static final int MAX_BYTES = 200;
    private static final String SHORT_ESCAPES = "\007a\bb\ff\nn\rr\tt\013v\\\\";

    private Quoted() {}

    static String text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return text(bytes, 0, bytes.length);
    }

    static String text(byte[] source, int from, int to) {
        StringBuilder target = new StringBuilder().append('"');
        int at = from;
        while (at < to && at - from < MAX_BYTES) {
            int length = Utf8.sequenceLength(source, at, to);
            if (length == 0) {
                target.append("\\x%02x".formatted(source[at] & 0xff));
                at++;
            } else {
                append(new String(source, at, length, UTF_8).codePointAt(0), '"', target);
                at += length;
            }
        }
        return target.append(at < to ? "\"…" : "\"").toString();
    }

    /** A single byte, taken for the character of that number. */
    static String letter(byte letter) {
        StringBuilder target = new StringBuilder().append('\'');
        append(letter & 0xff, '\'', target);
        return target.append('\'').toString();
    }

    private static void append(int character, char quote, StringBuilder target) {
        int escape = SHORT_ESCAPES.indexOf(character);
        if (character == quote) {
            target.append('\\').append(quote);
        } else if (escape >= 0 && escape % 2 == 0) {
            target.append('\\').append(SHORT_ESCAPES.charAt(escape + 1));
        } else if (isPrintable(character)) {
            target.appendCodePoint(character);
        } else if (character < 0x80) {
            target.append("\\x%02x".formatted(character));
        } else {
            target.append((character < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(character));
        }
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }
}
