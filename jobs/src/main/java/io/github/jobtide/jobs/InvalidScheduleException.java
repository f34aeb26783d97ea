package io.github.jobtide.jobs;

/** A schedule or a duration that cannot be understood; the message says what, where, and what to write instead. */
public final class InvalidScheduleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidScheduleException(String message) {
        super(message);
    }
}
