package io.github.jobtide.gateway.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a user's password is right. Any thread.
 *
 * <p>Bcrypt is slow on purpose, so it runs on threads of its own, and results are remembered: by a hash with a key that this process
 * made up, never by the password. A right one is remembered as long as this object lives (there are no more than users); wrong ones, of
 * which anybody can make any number, in a small cache of their own, so that they cannot push out the right ones. Who asks for what is
 * being computed already waits for that.
 */
final class Passwords {
    private static final int MAX_WRONG = 1000;
    /** Between name and password, so that nothing of the one can pass for the beginning of the other. */
    private static final byte[] NO_UTF_8 = {(byte) 0xff};
    private static final String BCRYPT_LETTERS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SALT_AND_HASH_LETTERS = 53;

    private final Map<String, String> hashes;
    private final String nobodysHash;
    private final Executor threads;
    private final KeyedHash hash = new KeyedHash();
    private final Map<String, String> right = new LinkedHashMap<>();
    private final Map<String, Boolean> wrong = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_WRONG;
        }
    };
    private final Map<String, CompletableFuture<Boolean>> pending = new LinkedHashMap<>();

    /**
     * @param hashes of bcrypt, by user
     * @param threads refuses what it cannot take; bounds how much is pending here
     */
    Passwords(Map<String, String> hashes, Executor threads) {
        this.hashes = Map.copyOf(hashes);
        this.threads = threads;
        this.nobodysHash = hashOfNobody(hashes, new SecureRandom());
    }

    /** Nobody's password has it; it takes as long as the slowest user's, so that time does not tell who exists. */
    private static String hashOfNobody(Map<String, String> hashes, SecureRandom random) {
        String cost = hashes.values().stream().map(hash -> hash.substring(4, 6)).max(String::compareTo).orElse("10");
        var hash = new StringBuilder("$2b$" + cost + "$");
        for (int i = 0; i < SALT_AND_HASH_LETTERS; i++) {
            hash.append(BCRYPT_LETTERS.charAt(random.nextInt(BCRYPT_LETTERS.length())));
        }
        return hash.toString();
    }

    /** @param authorization the request's header of that name; empty if it has none */
    Verdict judge(String authorization) {
        return judge(authorization, () -> true);
    }

    /** @param mayCompute asked once, and only if the result is neither known nor on its way */
    Verdict judge(String authorization, BooleanSupplier mayCompute) {
        Optional<Credentials> credentials = Credentials.parse(authorization);
        return credentials.isEmpty() ? Verdict.WRONG : judge(credentials.get(), mayCompute);
    }

    /** The user that the header names, whatever the password; empty if it names none. */
    static Optional<String> user(String authorization) {
        return Credentials.parse(authorization).map(Credentials::user);
    }

    private synchronized Verdict judge(Credentials given, BooleanSupplier mayCompute) {
        String memory = memory(given);
        if (memory.equals(right.get(given.user))) {
            return Verdict.RIGHT;
        }
        if (wrong.containsKey(memory)) {
            return Verdict.WRONG;
        }
        CompletableFuture<Boolean> running = pending.get(memory);
        if (running == null) {
            if (!mayCompute.getAsBoolean()) {
                return Verdict.NOT_ALLOWED;
            }
            running = new CompletableFuture<>();
            if (!tryStart(given, memory, running)) {
                return Verdict.BUSY;
            }
            pending.put(memory, running);
        }
        return new Verdict.Later(running);
    }

    private boolean tryStart(Credentials given, String memory, CompletableFuture<Boolean> result) {
        try {
            threads.execute(() -> compute(given, memory, result));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void compute(Credentials given, String memory, CompletableFuture<Boolean> result) {
        boolean isRight = false;
        try {
            isRight = matches(given);
        } finally {
            remember(given.user, memory, isRight);
            result.complete(isRight);
        }
    }

    private boolean matches(Credentials given) {
        String hash = hashes.get(given.user);
        var version = BCrypt.Version.VERSION_2B;
        boolean matches = BCrypt.verifyer(version, LongPasswordStrategies.truncate(version)).verify(given.password,
                (hash == null ? nobodysHash : hash).getBytes(StandardCharsets.US_ASCII)).verified;
        return matches && hash != null;
    }

    private synchronized void remember(String user, String memory, boolean isRight) {
        pending.remove(memory);
        if (isRight) {
            right.put(user, memory);
        } else {
            wrong.put(memory, true);
        }
    }

    private String memory(Credentials given) {
        return hash.of(given.user.getBytes(StandardCharsets.UTF_8), NO_UTF_8, given.password);
    }

    /** Of the scheme Basic (RFC 7617). */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Credentials(String user, byte[] password) {
        private static final String SCHEME = "Basic ";

        static Optional<Credentials> parse(String header) {
            if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
                return Optional.empty();
            }
            byte[] bytes = decoded(header.substring(SCHEME.length()));
            if (bytes == null) {
                return Optional.empty();
            }
            int colon = 0;
            while (colon < bytes.length && bytes[colon] != ':') {
                colon++;
            }
            return colon == bytes.length
                    ? Optional.empty()
                    : Optional.of(new Credentials(new String(bytes, 0, colon, StandardCharsets.UTF_8),
                            Arrays.copyOfRange(bytes, colon + 1, bytes.length)));
        }

        private static byte @Nullable [] decoded(String base64) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
