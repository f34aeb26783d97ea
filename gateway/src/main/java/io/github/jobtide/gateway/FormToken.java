package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.Caller;
import io.github.jobtide.gateway.access.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Proves that a form was handed out by this process to that caller for just that action: a hash of both, with a secret that lives as long as
 * the process. Who cannot read the page cannot make one, and nobody can make one for another caller's browser. Any thread.
 */
final class FormToken {
    /** In no UTF-8 text. */
    private static final byte[] BETWEEN = {(byte) 0xff};

    private final KeyedHash hash = new KeyedHash();

    String of(Caller caller, String action) {
        return hash.of(caller.name().getBytes(StandardCharsets.UTF_8), BETWEEN,
                action.getBytes(StandardCharsets.UTF_8));
    }

    boolean fits(String token, Caller caller, String action) {
        return MessageDigest.isEqual(of(caller, action).getBytes(StandardCharsets.UTF_8),
                token.getBytes(StandardCharsets.UTF_8));
    }
}
