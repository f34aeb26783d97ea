package io.github.jobtide.settings;

/** Settings say nothing, or nothing that can be used; the message says where, why, and what to do, and never quotes a secret. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingsException(String message) {
        super(message);
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
