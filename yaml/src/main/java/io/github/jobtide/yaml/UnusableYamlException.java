package io.github.jobtide.yaml;

/** A file in YAML cannot be used; the message is one line with file, line and key, and quotes no value. */
public final class UnusableYamlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableYamlException(String message) {
        super(message);
    }

    UnusableYamlException(String message, Throwable cause) {
        super(message, cause);
    }
}
