package io.github.jobtide.migration;

/** Bytes that are not the gob stream they should be. The message says at which byte, and what was expected there. */
final class DamagedGobException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedGobException(long offset, String problem) {
        super("byte %d: %s".formatted(offset, problem));
    }
}
