package io.github.jobtide.mixin;

/** What was asked for cannot be made; the message says in one line what is wrong, where, and what to do. */
public final class MixinException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MixinException(String message) {
        super(message);
    }

    MixinException(String message, Exception cause) {
        super(message, cause);
    }
}
