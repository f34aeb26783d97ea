package io.github.jobtide.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text quoted as Go quotes it, which is what clients of Pushgateway see in error messages. */
final class GoText {
    private GoText() {}

    /** @param bytes one char for each byte, as {@link UriText} decodes */
    static String quoted(String bytes) {
        StringBuilder quoted = new StringBuilder(bytes.length() + 2).append('"');
        int at = 0;
        while (at < bytes.length()) {
            int length = lengthByLead(bytes.charAt(at));
            int c = at + length > bytes.length() ? -1 : codePoint(bytes.substring(at, at + length));
            if (c < 0) {
                quoted.append("\\x").append(Integer.toHexString(bytes.charAt(at) | 0x100).substring(1));
                at++;
            } else {
                append(c, quoted);
                at += length;
            }
        }
        return quoted.append('"').toString();
    }

    private static int lengthByLead(char lead) {
        return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    private static int codePoint(String bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(UriText.bytes(bytes))).toString()
                    .codePointAt(0);
        } catch (CharacterCodingException e) {
            return -1;
        }
    }

    private static void append(int c, StringBuilder quoted) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case 7 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 11 -> quoted.append("\\v");
            default -> appendPlain(c, quoted);
        }
    }

    private static void appendPlain(int c, StringBuilder quoted) {
        if (isPrintable(c)) {
            quoted.appendCodePoint(c);
        } else if (c < 0x80) {
            quoted.append("\\x").append(Integer.toHexString(c | 0x100).substring(1));
        } else if (c < 0x10000) {
            quoted.append("\\u").append(Integer.toHexString(c | 0x10000).substring(1));
        } else {
            quoted.append("\\U").append(Integer.toHexString(c | 0x10000000).replaceFirst("^1", "0"));
        }
    }

    private static boolean isPrintable(int c) {
        return c == ' ' || switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
