package io.github.jobtide.push;

/** The spool's folder cannot be used; the message says which, and why. What was in it before is still there. */
public final class SpoolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpoolException(String message) {
        super(message);
    }

    SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
