package io.github.jobtide.run;

/** The folder for what is remembered cannot be used; the message says which, and why. */
final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StateException(String message, Throwable cause) {
        super(message, cause);
    }

    StateException(String message) {
        super(message);
    }
}
