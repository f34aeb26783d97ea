package io.github.jobtide.migration;

/** Nothing was taken over, or not all could be compared. The message says what, where, and what to do. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MigrationException(String message) {
        super(message);
    }

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
