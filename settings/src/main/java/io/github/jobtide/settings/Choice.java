package io.github.jobtide.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the options of a command say about the gateway: names of options, without dashes, and their values. Names that are not among {@link #OPTIONS} are not looked at.
 */
public record Choice(Map<String, String> options) {
    /** No secret is among them: a token on a command line is there for all the machine's users to see. */
    public static final List<String> OPTIONS = List.of("gateway", "env", "config", "token-file", "user",
            "password-file", "ca-file", "client-cert-file", "client-key-file");

    /** No option was given. */
    public static final Choice NONE = new Choice(Map.of());

    public Choice {
        options = Map.copyOf(options);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    Access access() {
        return Access.of(new Access.Source() {
            @Override
            public Optional<String> value(String key) {
                return option(key);
            }

            @Override
            public Path path(String value) {
                return Path.of(value).toAbsolutePath();
            }

            @Override
            public String spelled(String key) {
                return "--" + key;
            }

            @Override
            public SettingsException wrong(String key, String complaint) {
                return new SettingsException(spelled(key) + " " + complaint);
            }
        });
    }
}
