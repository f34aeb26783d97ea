package io.github.jobtide.store;

import io.github.jobtide.exposition.DecimalText;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.exposition.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, with the few things that are written to pages and records. Not shared by threads. */
final class ByteBuilder {
    private byte[] bytes;
    private int length;

    ByteBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** The array itself, of which the first {@link #length} bytes count. */
    byte[] array() {
        return bytes;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Empties it; lets go of an array of more than {@code keptBytes}. */
    void clear(int keptBytes) {
        length = 0;
        if (bytes.length > keptBytes) {
            bytes = new byte[keptBytes];
        }
    }

    ByteBuilder add(int oneByte) {
        ensure(1);
        bytes[length++] = (byte) oneByte;
        return this;
    }

    /** The text as UTF-8. */
    ByteBuilder add(String text) {
        int size = text.length();
        ensure(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return addBytes(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    ByteBuilder addBytes(byte[] source) {
        return addBytes(source, source.length);
    }

    /** The first {@code count} bytes of {@code source}. */
    ByteBuilder addBytes(byte[] source, int count) {
        ensure(count);
        System.arraycopy(source, 0, bytes, length, count);
        length += count;
        return this;
    }

    ByteBuilder addNumber(double value) {
        ensure(Numbers.MAX_BYTES);
        length = Numbers.write(value, bytes, length);
        return this;
    }

    /** The number that {@code number} has read. */
    ByteBuilder addNumber(DecimalText number) {
        ensure(Numbers.MAX_BYTES);
        length = number.write(bytes, length);
        return this;
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    ByteBuilder addVarint(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Four bytes, the lowest first. */
    ByteBuilder addInt(int value) {
        ensure(Integer.BYTES);
        length += Integer.BYTES;
        setInt(length - Integer.BYTES, value);
        return this;
    }

    /** Writes over four bytes. */
    void setInt(int at, int value) {
        Bytes.INTS.set(bytes, at, value);
    }

    /** Eight bytes, the highest first. */
    ByteBuilder addLong(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** The length in bytes as a varint, then the text as UTF-8. */
    ByteBuilder addText(String text) {
        int lengthAt = length;
        addVarint(text.length());
        int start = length;
        add(text);
        if (length - start != text.length()) {
            byte[] utf8 = Arrays.copyOfRange(bytes, start, length);
            length = lengthAt;
            addVarint(utf8.length).addBytes(utf8);
        }
        return this;
    }

    /** {@code name="value"}, the name quoted where it has to be. */
    ByteBuilder addLabel(String name, String value) {
        return (Names.isLabelName(name) ? add(name) : addQuoted(name)).add('=').addQuoted(value);
    }

    /** {@code "text"}, escaped as the text format wants it. */
    ByteBuilder addQuoted(String text) {
        add('"');
        if (text.indexOf('\\') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0) {
            return add(text).add('"');
        }
        return add(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")).add('"');
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes,
                    Math.max(Math.addExact(length, more), (int) Math.min(Integer.MAX_VALUE - 16L, 2L * bytes.length)));
        }
    }
}
