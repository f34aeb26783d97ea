package io.github.jobtide.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Bearer tokens as clients send them, and the hashes that the access file knows them by. */
public final class TokenText {
    /** By which people and scanners for secrets know them. */
    public static final String PREFIX = "jobtide_";

    /** A shorter one could be guessed, so it is none, whatever its hash. */
    static final int MIN_LENGTH = 32;
    private static final int RANDOM_BYTES = 32;

    private TokenText() {}

    /** A fresh one: 256 random bits. */
    public static String fresh(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As the access file has it: SHA-256 in hexadecimal digits. */
    public static String hash(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
