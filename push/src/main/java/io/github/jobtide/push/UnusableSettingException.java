package io.github.jobtide.push;

/** A setting that no push can be made with; the message says which, why, and what to do, and never quotes a secret. */
public final class UnusableSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableSettingException(String message) {
        super(message);
    }

    UnusableSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
