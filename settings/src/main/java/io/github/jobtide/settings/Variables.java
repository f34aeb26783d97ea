package io.github.jobtide.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the environment says about the gateway. Only here may a secret itself stand: in {@code JOBTIDE_TOKEN} and {@code JOBTIDE_PASSWORD}. */
record Variables(Map<String, String> environment) {
    static final String TOKEN = "JOBTIDE_TOKEN";
    static final String PASSWORD = "JOBTIDE_PASSWORD";

    Variables {
        environment = Map.copyOf(environment);
    }

    /** Empty if it is not set, or to nothing. */
    Optional<String> value(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    Access access() {
        return Access.of(new Access.Source() {
            @Override
            public Optional<String> value(String key) {
                return switch (key) {
                    case "token-variable" -> Variables.this.value(TOKEN).isPresent()
                            ? Optional.of(TOKEN)
                            : Optional.empty();
                    case "password-variable" -> Variables.this.value(PASSWORD).isPresent()
                            ? Optional.of(PASSWORD)
                            : Optional.empty();
                    default -> Variables.this.value(spelled(key));
                };
            }

            @Override
            public Path path(String value) {
                return Path.of(value).toAbsolutePath();
            }

            @Override
            public String spelled(String key) {
                return switch (key) {
                    case "token-variable" -> TOKEN;
                    case "password-variable" -> PASSWORD;
                    default -> "JOBTIDE_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
                };
            }

            @Override
            public SettingsException wrong(String key, String complaint) {
                return new SettingsException("the environment variable " + spelled(key) + " " + complaint);
            }
        });
    }
}
