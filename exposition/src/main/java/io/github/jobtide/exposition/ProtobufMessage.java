package io.github.jobtide.exposition;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A protobuf message while it is written: tag, then value, field by field. */
final class ProtobufMessage {
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[64];
    private int length;

    ProtobufMessage number(int field, double value) {
        tag(field, ProtobufCursor.FIXED64);
        reserve(Long.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[length++] = (byte) (bits >>> (8 * i));
        }
        return this;
    }

    ProtobufMessage whole(int field, long value) {
        tag(field, ProtobufCursor.VARINT);
        varint(value);
        return this;
    }

    /** A number whose sign is to stand in its lowest bit. */
    ProtobufMessage signed(int field, long value) {
        return whole(field, (value << 1) ^ (value >> 63));
    }

    ProtobufMessage text(int field, String text) {
        byte[] encoded = Utf8.bytes(text);
        return bytes(field, encoded, encoded.length);
    }

    ProtobufMessage message(int field, ProtobufMessage inner) {
        return bytes(field, inner.bytes, inner.length);
    }

    int length() {
        return length;
    }

    void writeTo(ByteArrayOutputStream target) {
        target.write(bytes, 0, length);
    }

    /** Writes what stands before a message of that length. */
    static void writeLength(long length, ByteArrayOutputStream target) {
        ProtobufMessage prefix = new ProtobufMessage();
        prefix.varint(length);
        prefix.writeTo(target);
    }

    private ProtobufMessage bytes(int field, byte[] content, int contentLength) {
        tag(field, ProtobufCursor.BYTES);
        varint(contentLength);
        reserve(contentLength);
        System.arraycopy(content, 0, bytes, length, contentLength);
        length += contentLength;
        return this;
    }

    private void tag(int field, int wireType) {
        varint(ProtobufCursor.field(field, wireType));
    }

    private void varint(long value) {
        reserve(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
