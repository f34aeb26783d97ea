package io.github.jobtide.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for the id that a client gave a push to a group: the first 128 bits of a SHA-256 of both, so that nobody can find two pushes
 * that have one.
 */
public record PushId(long high, long low) {
    /** The longest text that may be an id. */
    public static final int MAX_LENGTH = 128;

    /** @throws IllegalArgumentException unless {@link #isValid} */
    public static PushId of(GroupKey group, String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not an id of a push");
        }
        byte[] key = group.canonical();
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, key.length));
        digest.update(key);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
        return new PushId(hash.getLong(), hash.getLong());
    }

    /** Whether it has 1 to {@value #MAX_LENGTH} characters, all of them printable ASCII. */
    public static boolean isValid(String text) {
        boolean valid = !text.isEmpty() && text.length() <= MAX_LENGTH;
        for (int i = 0; valid && i < text.length(); i++) {
            valid = text.charAt(i) >= ' ' && text.charAt(i) <= '~';
        }
        return valid;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
