package io.github.jobtide.run;

/** Arguments that do not say what to run, or how; the message says which and what to write instead. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
