package io.github.jobtide.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The numbers, texts and byte strings of a gob stream, read one after the other. A length is believed only as far as the message goes that
 * it stands in, a message only as far as the stream goes, and nothing is allocated for either before its bytes are there.
 *
 * <p>Source: the documentation of Go's package {@code encoding/gob}, "Encoding Details".
 */
final class GobInput {
    /** Field numbers of one structure rise, so after the last one there is none. */
    static final int NO_FIELD = -1;

    private final InputStream in;
    private final long size;
    private long offset;
    private long messageEnd;

    /** @param size bytes that {@code in} has */
    GobInput(InputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    boolean isAtEnd() {
        return offset == size;
    }

    /** Goes into the next message, which must be there. */
    void enterMessage(String expected) throws IOException {
        if (isAtEnd()) {
            throw damaged("the file ends here, but %s was expected".formatted(expected));
        }
        messageEnd = size;
        long length = unsigned("the length of a message");
        if (length <= 0 || length > size - offset) {
            throw damaged("a message of %s bytes begins here, but the file has %d more: it is cut off, or no gob stream"
                    .formatted(Long.toUnsignedString(length), size - offset));
        }
        messageEnd = offset + length;
    }

    /** Comes out of a message that was read to its end. */
    void leaveMessage() {
        if (offset != messageEnd) {
            throw damaged("%d bytes are left of a message that should end here".formatted(messageEnd - offset));
        }
    }

    /** An unsigned number of 64 bits. */
    long unsigned(String expected) throws IOException {
        int first = next(expected);
        if (first < 0x80) {
            return first;
        }
        int count = 0x100 - first;
        if (count > Long.BYTES) {
            throw damaged("%s was expected, but a number of %d bytes stands here".formatted(expected, count));
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | next(expected);
        }
        return value;
    }

    /** A signed number: the lowest bit says whether the others are inverted. */
    long signed(String expected) throws IOException {
        long bits = unsigned(expected);
        return (bits & 1) == 0 ? bits >>> 1 : ~(bits >>> 1);
    }

    /** A number of things of which each takes a byte at least. */
    int count(String what) throws IOException {
        long count = unsigned("the number of " + what);
        if (count < 0 || count > left() || count > Integer.MAX_VALUE) {
            throw damaged("%s %s are announced, but the message has only %d more bytes".formatted(
                    Long.toUnsignedString(count), what, left()));
        }
        return (int) count;
    }

    /**
     * The number of the next field that is there of a structure, or {@link #NO_FIELD} at its end.
     *
     * @param before the number of the field before it, or {@link #NO_FIELD} for the first
     * @param fields how many the structure has
     */
    int nextField(int before, int fields, String structure) throws IOException {
        long step = unsigned("a field of " + structure);
        if (step == 0) {
            return NO_FIELD;
        }
        if (step < 0 || step >= fields - (long) before) {
            throw damaged("field %s of %s, which has %d".formatted(Long.toUnsignedString(before + step), structure,
                    fields));
        }
        return (int) (before + step);
    }

    /** A byte string of at most that many bytes. */
    byte[] bytes(String what, int max) throws IOException {
        int length = count("bytes of " + what);
        if (length > max) {
            throw damaged("%s has %d bytes, and %d is the limit".formatted(what, length, max));
        }
        byte[] bytes = in.readNBytes(length);
        offset += bytes.length;
        if (bytes.length < length) {
            throw damaged("the file ends inside " + what);
        }
        return bytes;
    }

    /** Bytes as text, if they are UTF-8. */
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Passes over a byte string or a text. */
    void skipBytes(String what) throws IOException {
        int length = count("bytes of " + what);
        in.skipNBytes(length);
        offset += length;
    }

    DamagedGobException damaged(String problem) {
        return new DamagedGobException(offset, problem);
    }

    private long left() {
        return messageEnd - offset;
    }

    private int next(String expected) throws IOException {
        int value = left() > 0 ? in.read() : -1;
        if (value < 0) {
            throw damaged("the message ends here, but %s was expected".formatted(expected));
        }
        offset++;
        return value;
    }
}
