package io.github.jobtide.run;

/** The system has no process or memory left to start the command from here; whoever called this program may still become the command. */
final class NotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotStartedException(String message, Throwable cause) {
        super(message, cause);
    }
}
