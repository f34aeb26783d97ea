package io.github.jobtide.exposition;

import org.jspecify.annotations.Nullable;

/** A body that cannot be read in its format. The message is what the sender is told: what is wrong, and where. */
public final class MalformedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ReaderLimits.@Nullable Limit limit;

    public MalformedBodyException(String message) {
        this(null, message);
    }

    private MalformedBodyException(ReaderLimits.@Nullable Limit limit, String message) {
        super(message);
        this.limit = limit;
    }

    /** A body that another limit would let pass; the message ends with the advice to raise it. */
    static MalformedBodyException beyond(ReaderLimits.Limit limit, String message) {
        return new MalformedBodyException(limit, message + ", or raise the limit");
    }

    /** The limit that was too low for the body; null if the body is wrong whatever the limits. */
    public ReaderLimits.@Nullable Limit limit() {
        return limit;
    }
}
