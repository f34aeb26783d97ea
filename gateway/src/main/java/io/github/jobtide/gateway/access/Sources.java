package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files that one reading of the configuration took in, and a fingerprint of exactly the bytes that it saw. Used by one thread. */
final class Sources {
    static final int MAX_BYTES = 1 << 20;

    private final List<Path> paths = new ArrayList<>();
    private final MessageDigest digest = digest();

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @throws GatewayException if it cannot be read, or is too large to be what it should be */
    byte[] read(Path path) {
        paths.add(path);
        byte[] content = new byte[0];
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new GatewayException("cannot read %s: %s".formatted(path, reason(e)), e);
        } finally {
            digest.update(ByteBuffer.allocate(4).putInt(0, content.length));
            digest.update(content);
        }
        if (content.length > MAX_BYTES) {
            throw new GatewayException("%s is larger than %d bytes, so it is no such file".formatted(path, MAX_BYTES));
        }
        return content;
    }

    String readText(Path path) {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : e instanceof java.nio.file.AccessDeniedException
                        ? "permission denied"
                        : String.valueOf(e.getMessage());
    }

    /** Of everything that was read, in that order; may be asked for once. */
    Fingerprint fingerprint() {
        return new Fingerprint(List.copyOf(paths), HexFormat.of().formatHex(digest.digest()));
    }

    /** What some files held. */
    record Fingerprint(List<Path> paths, String hash) {
        /** The same files as they are now. */
        Fingerprint now() {
            var sources = new Sources();
            for (Path path : paths) {
                try {
                    sources.read(path);
                } catch (GatewayException e) {
                    // That it cannot be read is part of the fingerprint.
                }
            }
            return sources.fingerprint();
        }
    }
}
