package io.github.jobtide.push;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * One gateway: where it is and how it is spoken to. Holds no secret.
 *
 * @param prefix what stands before the gateway's own paths; empty, or with a slash first and none last
 */
public record Target(boolean tls, String host, int port, String prefix, Credentials credentials, TlsFiles files) {
    /**
     * Reads a base URL such as {@code https://push.example.com/pushgateway}.
     *
     * @throws UnusableSettingException if it is none, or holds more than that
     */
    public static Target of(String url, Credentials credentials, TlsFiles files) {
        URI uri = uri(url);
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw wrong(url, "does not begin with http:// or https://");
        }
        if (uri.getHost() == null) {
            throw wrong(url, "names no host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong(url, "goes on behind the path; leave out ? and #");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw wrong(url, "has a port that is not between 1 and 65535");
        }
        String host = uri.getHost();
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        return new Target(tls, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port,
                withoutLastSlashes(uri.getRawPath()), credentials, files);
    }

    private static URI uri(String url) {
        if (url.indexOf('@') >= 0) {
            // Not quoted: what stands before it may be a password.
            throw new UnusableSettingException("the URL of the gateway holds an @, as with a user and a password;"
                    + " put those into a file or the environment");
        }
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw wrong(url, "is not a URL");
        }
    }

    private static UnusableSettingException wrong(String url, String problem) {
        return new UnusableSettingException(
                "the gateway '" + url + "' " + problem + "; write for example http://localhost:9091");
    }

    private static String withoutLastSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** Where a push of that group goes that replaces what was there. */
    public String replacePath(Group group) {
        return prefix + "/metrics" + group.path();
    }

    /** Where a push of that group goes that adds to what was there; other gateways than Jobtide have no such place. */
    public String addPath(Group group) {
        return prefix + "/api/v2/add/metrics" + group.path();
    }

    /** The base URL, with its port unless that goes without saying. */
    public String url() {
        return (tls ? "https://" : "http://") + authority() + prefix;
    }

    /** Host and port as the header {@code Host} has them. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
