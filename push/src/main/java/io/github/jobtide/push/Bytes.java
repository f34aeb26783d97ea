package io.github.jobtide.push;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that nobody changes any more. */
public final class Bytes {
    static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Not copied: not to be written to any more. */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    /** Not a copy, so not to be written to. */
    public byte[] array() {
        return bytes;
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
