package io.github.jobtide.exposition;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes of a page while it is written, and the few shapes of text that it consists of. */
final class TextPage {
    private byte[] bytes = new byte[1024];
    private int length;

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Hands over what has been written, and begins anew. */
    void flush(ByteArrayOutputStream target) {
        target.write(bytes, 0, length);
        length = 0;
    }

    TextPage letter(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    TextPage number(double value) {
        reserve(Numbers.MAX_BYTES);
        length = Numbers.write(value, bytes, length);
        return this;
    }

    TextPage text(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= 0x80) {
                return append(Utf8.bytes(text.substring(i)));
            }
            bytes[length++] = (byte) letter;
        }
        return this;
    }

    /** With backslash and line feed escaped, and quotes too if wanted. */
    TextPage escaped(String text, boolean quotes) {
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\' || letter == '\n' || (quotes && letter == '"')) {
                text(text.substring(written, i)).letter('\\').letter(letter == '\n' ? 'n' : letter);
                written = i + 1;
            }
        }
        return text(written == 0 ? text : text.substring(written));
    }

    TextPage quoted(String text) {
        return letter('"').escaped(text, true).letter('"');
    }

    private TextPage append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
