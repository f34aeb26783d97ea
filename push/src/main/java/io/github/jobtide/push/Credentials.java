package io.github.jobtide.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Where the secret lies that a gateway asks for. None of these holds the secret itself: it is read each time it is sent, so it can be
 * printed nowhere, lies in no spool, and may be changed while a program runs.
 */
public sealed interface Credentials {
    /** Longer than any token that a server takes in a header. */
    int MAX_BYTES = 16 * 1024;

    /** The gateway asks for none. */
    record None() implements Credentials {
        @Override
        public Optional<String> authorization(Map<String, String> environment) {
            return Optional.empty();
        }
    }

    /** A file that holds a bearer token. */
    record TokenFile(Path file) implements Credentials {
        @Override
        public Optional<String> authorization(Map<String, String> environment) {
            return Optional.of("Bearer " + Credentials.read(file, "the token file "));
        }
    }

    /** A file that holds {@code user:password}. */
    record PasswordFile(Path file) implements Credentials {
        @Override
        public Optional<String> authorization(Map<String, String> environment) {
            return Optional.of(basic(Credentials.read(file, "the password file "), "the password file " + file));
        }
    }

    /** A file that holds the password of that user. */
    record UserPasswordFile(String user, Path file) implements Credentials {
        public UserPasswordFile {
            if (user.isEmpty() || user.indexOf(':') >= 0) {
                throw new UnusableSettingException("a user's name is not empty and has no colon in it");
            }
        }

        @Override
        public Optional<String> authorization(Map<String, String> environment) {
            return Optional.of(basic(user + ":" + Credentials.read(file, "the password file "), "the user's name"));
        }
    }

    /** An environment variable that holds a bearer token. */
    record TokenVariable(String name) implements Credentials {
        @Override
        public Optional<String> authorization(Map<String, String> environment) {
            return Optional.of("Bearer " + variable(environment, name));
        }
    }

    /** An environment variable that holds {@code user:password}. */
    record PasswordVariable(String name) implements Credentials {
        @Override
        public Optional<String> authorization(Map<String, String> environment) {
            return Optional.of(basic(variable(environment, name), "the environment variable " + name));
        }
    }

    /**
     * The value of the header {@code Authorization}, read now.
     *
     * @throws UnusableSettingException if the secret is not there or cannot be sent
     */
    Optional<String> authorization(Map<String, String> environment);

    private static String variable(Map<String, String> environment, String name) {
        return checked(environment.getOrDefault(name, ""), "the environment variable " + name);
    }

    private static String read(Path file, String what) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableSettingException(what + file + " is over 16 KiB long; a header takes no more");
            }
            return checked(Files.readString(file), what + file);
        } catch (IOException e) {
            // What the system says of a file names it and the reason, and nothing that is in it.
            throw new UnusableSettingException(what + file + " cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static String checked(String text, String where) {
        String secret = text.strip();
        if (secret.isEmpty()) {
            throw new UnusableSettingException(where + " is empty");
        }
        for (int i = 0; i < secret.length(); i++) {
            if (secret.charAt(i) < ' ' || secret.charAt(i) > '~') {
                throw new UnusableSettingException(
                        where + " holds more than one line, or letters that no header can carry");
            }
        }
        return secret;
    }

    private static String basic(String secret, String where) {
        if (secret.indexOf(':') < 1) {
            throw new UnusableSettingException(where + " does not hold USER:PASSWORD");
        }
        return "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }
}
