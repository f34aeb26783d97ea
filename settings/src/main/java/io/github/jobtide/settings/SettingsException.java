package io.github.jobtide.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings say nothing, or nothing that can be used; the message says where, why, and what to do, and never quotes a secret. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable String environment;

    SettingsException(String message) {
        super(message);
        this.environment = null;
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
        this.environment = null;
    }

    private SettingsException(String message, String environment) {
        super(message);
        this.environment = environment;
    }

    static SettingsException unknownEnvironment(String message, String environment) {
        return new SettingsException(message, environment);
    }

    /** The environment that was asked for, if nothing else is the matter than that nobody says what it is. What goes there may wait until somebody does. */
    public Optional<String> environment() {
        return Optional.ofNullable(environment);
    }
}
