package io.github.jobtide.settings;

import io.github.jobtide.push.Credentials;
import io.github.jobtide.push.TlsFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one source says to get into a gateway. All of it names files and variables; none of it is a secret.
 *
 * @param certificate of the client, only together with its key
 */
record Access(Optional<Credentials> credentials, Optional<Path> authorities, Optional<Path> certificate,
        Optional<Path> key) {
    /** Keys of a file; of them, those that begin with {@code token} or {@code password} name where a secret lies. */
    static final List<String> KEYS = List.of("token-file", "token-variable", "user", "password-file",
            "password-variable", "ca-file", "client-cert-file", "client-key-file");

    static final Access NONE = new Access(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Where the words of one source are found. */
    interface Source {
        /** Empty if it does not say. */
        Optional<String> value(String key);

        /** A file that it names. */
        Path path(String value);

        /** As the source spells that key. */
        String spelled(String key);

        SettingsException wrong(String key, String complaint);
    }

    static Access of(Source source) {
        Optional<Path> certificate = path(source, "client-cert-file");
        Optional<Path> key = path(source, "client-key-file");
        if (certificate.isPresent() != key.isPresent()) {
            String given = certificate.isPresent() ? "client-cert-file" : "client-key-file";
            String missing = certificate.isPresent() ? "client-key-file" : "client-cert-file";
            throw source.wrong(given, "is of no use alone; give " + source.spelled(missing) + ", too");
        }
        return new Access(credentials(source), path(source, "ca-file"), certificate, key);
    }

    private static Optional<Path> path(Source source, String key) {
        Optional<String> value = source.value(key);
        return value.isPresent() ? Optional.of(source.path(value.get())) : Optional.empty();
    }

    private static Optional<Credentials> credentials(Source source) {
        List<Credentials> found = new ArrayList<>(1);
        List<String> keys = new ArrayList<>(1);
        for (String key : List.of("token-file", "token-variable", "password-file", "password-variable")) {
            Optional<String> value = source.value(key);
            if (value.isPresent()) {
                found.add(credentials(source, key, value.get()));
                keys.add(key);
            }
        }
        if (found.size() > 1) {
            throw source.wrong(keys.get(1), "a gateway takes one token or password, and " + source.spelled(keys.get(0))
                    + " names another; take one of them out");
        }
        if (source.value("user").isPresent() && !keys.contains("password-file")) {
            throw source.wrong("user", "has no password; name the file that holds it with "
                    + source.spelled("password-file"));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    private static Credentials credentials(Source source, String key, String value) {
        return switch (key) {
            case "token-file" -> new Credentials.TokenFile(source.path(value));
            case "token-variable" -> new Credentials.TokenVariable(value);
            case "password-variable" -> new Credentials.PasswordVariable(value);
            default -> {
                Optional<String> user = source.value("user");
                yield user.isPresent()
                        ? new Credentials.UserPasswordFile(user.get(), source.path(value))
                        : new Credentials.PasswordFile(source.path(value));
            }
        };
    }

    /** This, and of the other what this does not say. */
    Access over(Access other) {
        boolean ownCertificate = certificate.isPresent();
        return new Access(credentials.or(() -> other.credentials), authorities.or(() -> other.authorities),
                ownCertificate ? certificate : other.certificate, ownCertificate ? key : other.key);
    }

    TlsFiles files() {
        return new TlsFiles(authorities, certificate, key);
    }
}
