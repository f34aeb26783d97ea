package io.github.jobtide.cli;

import java.util.OptionalInt;

/** A command could not do what it was asked for, for a reason that it can name: one line. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** Ends with the status that the command has for failures. */
    CommandFailedException(String message) {
        this(0, message);
    }

    CommandFailedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The exit status, if it is another than the command has for failures. */
    OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
