package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Makes bodies byte by byte that no honest client would send. */
final class HostileBodies {
    private HostileBodies() {}

    static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] snappy(byte[] chunks) {
        return bytes(new byte[]{-1, 6, 0, 0}).concat(ByteString.copyFromUtf8("sNaPpY")).concat(bytes(chunks))
                .toByteArray();
    }

    /** 64 KiB out of 3 KiB: one byte, and copies of it; its checksum is not even looked at. */
    static byte[] snappyChunk() {
        var block = new ByteArrayOutputStream();
        block.writeBytes(new byte[]{(byte) 0x80, (byte) 0x80, 4, 0, '#'});
        for (int left = 0xffff; left > 0; left -= Math.min(64, left)) {
            block.writeBytes(new byte[]{(byte) (((Math.min(64, left) - 1) << 2) | 2), 1, 0});
        }
        int length = block.size() + 4;
        return bytes(new byte[]{0, (byte) length, (byte) (length >> 8), 0, 0, 0, 0, 0})
                .concat(bytes(block.toByteArray())).toByteArray();
    }

    static ByteString delimited(ByteString message) {
        return varint(message.size()).concat(message);
    }

    static ByteString tag(int field, int wireType) {
        return varint(((long) field << 3) | wireType);
    }

    static ByteString varint(long value) {
        var bytes = new ByteArrayOutputStream();
        long left = value;
        for (; (left & ~0x7fL) != 0; left >>>= 7) {
            bytes.write(((int) left & 0x7f) | 0x80);
        }
        bytes.write((int) left);
        return bytes(bytes.toByteArray());
    }

    static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }

    static byte[] repeat(byte[] bytes, int count) {
        byte[] all = new byte[bytes.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }
}
