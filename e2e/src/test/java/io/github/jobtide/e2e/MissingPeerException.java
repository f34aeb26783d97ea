package io.github.jobtide.e2e;

/** Something that a suite needs is not on this machine; the message says how to get it. Fails the test, never skips it. */
final class MissingPeerException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MissingPeerException(String message) {
        super(message);
    }
}
