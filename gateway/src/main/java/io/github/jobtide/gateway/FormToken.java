package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Proves that a form was handed out by this process for just that action: a hash of the action, with a secret that lives as long as the
 * process. Who cannot read the page cannot make one. Any thread.
 */
final class FormToken {
    private final KeyedHash hash = new KeyedHash();

    String of(String action) {
        return hash.of(action.getBytes(StandardCharsets.UTF_8));
    }

    boolean fits(String token, String action) {
        return MessageDigest.isEqual(of(action).getBytes(StandardCharsets.UTF_8),
                token.getBytes(StandardCharsets.UTF_8));
    }
}
