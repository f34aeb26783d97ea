package io.github.jobtide.gateway;

/** The gateway cannot start, or cannot be configured so. The message is one line: what is wrong, where, and what to do. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GatewayException(String message) {
        super(message);
    }

    public GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
