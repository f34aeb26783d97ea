package io.github.jobtide.exposition;

/** A body that cannot be read in its format. The message is what the sender is told: what is wrong, and where. */
public final class MalformedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedBodyException(String message) {
        super(message);
    }
}
