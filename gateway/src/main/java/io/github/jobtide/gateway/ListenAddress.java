package io.github.jobtide.gateway;

/**
 * One address to listen on, in Go's notation.
 *
 * @param host a name or an address without brackets; empty for all interfaces
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (port < 0 || port > 65535) {
            throw new GatewayException("port %d does not exist; write one from 0 to 65535".formatted(port));
        }
    }

    /** Reads {@code :9091}, {@code host:9091} or {@code [::1]:9091}. */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.startsWith("vsock:")) {
            throw new GatewayException("cannot listen on '%s'; write HOST:PORT or :PORT".formatted(text));
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new GatewayException(
                    "cannot listen on '%s'; put an IPv6 address in brackets, as in [::1]:9091".formatted(text));
        }
        try {
            return new ListenAddress(bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new GatewayException("cannot listen on '%s': the port is not a number".formatted(text), e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
