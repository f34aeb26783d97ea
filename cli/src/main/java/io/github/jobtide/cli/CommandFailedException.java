package io.github.jobtide.cli;

/** A command could not do what it was asked for, for a reason that it can name: one line. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailedException(String message) {
        super(message);
    }
}
