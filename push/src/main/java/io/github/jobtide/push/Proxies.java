package io.github.jobtide.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which proxy a gateway is reached by, as curl reads the environment: {@code http_proxy} (in small letters alone, because a web server gives its scripts
 * {@code HTTP_PROXY} from a request), {@code https_proxy}, {@code all_proxy}, {@code no_proxy} and the last three in capitals.
 */
final class Proxies {
    private static final int DEFAULT_PORT = 1080;

    private Proxies() {}

    /**
     * A proxy of HTTP.
     *
     * @param authorization value of {@code Proxy-Authorization}; not shown
     */
    record Proxy(String host, int port, Optional<String> authorization) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** @throws UnusableSettingException if the environment names a proxy that cannot be used */
    static Optional<Proxy> between(Target target, Map<String, String> environment) {
        String name = target.tls() ? "https_proxy" : "http_proxy";
        String url = environment.getOrDefault(name, "");
        if (url.isEmpty() && target.tls()) {
            name = "HTTPS_PROXY";
            url = environment.getOrDefault(name, "");
        }
        if (url.isEmpty()) {
            name = environment.getOrDefault("all_proxy", "").isEmpty() ? "ALL_PROXY" : "all_proxy";
            url = environment.getOrDefault(name, "");
        }
        if (url.isEmpty() || isExcepted(target.host(), exceptions(environment))) {
            return Optional.empty();
        }
        return Optional.of(parse(url, name));
    }

    private static String exceptions(Map<String, String> environment) {
        String small = environment.getOrDefault("no_proxy", "");
        return small.isEmpty() ? environment.getOrDefault("NO_PROXY", "") : small;
    }

    private static Proxy parse(String url, String variable) {
        try {
            URI uri = new URI(url.contains("://") ? url : "http://" + url);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw unusable(variable);
            }
            String host = uri.getHost();
            Optional<String> authorization = uri.getUserInfo() == null
                    ? Optional.empty()
                    : Optional.of("Basic " + Base64.getEncoder()
                            .encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8)));
            return new Proxy(host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    uri.getPort() > 0 ? uri.getPort() : DEFAULT_PORT, authorization);
        } catch (URISyntaxException e) {
            throw unusable(variable); // Without its cause, which quotes the URL, and so perhaps a password.
        }
    }

    private static UnusableSettingException unusable(String variable) {
        return new UnusableSettingException("the environment variable " + variable
                + " does not name a proxy of the kind http://HOST:PORT; correct it, or name the gateway in no_proxy");
    }

    /** Whether a list such as {@code localhost,.example.com,10.0.0.0/8} has that host in it. */
    static boolean isExcepted(String host, String list) {
        String name = plain(host);
        int start = 0;
        for (int i = 0; i <= list.length(); i++) {
            if (i == list.length() || list.charAt(i) == ',' || list.charAt(i) == ' ') {
                if (i > start && covers(list.substring(start, i), name)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean covers(String item, String name) {
        if (item.equals("*")) {
            return true;
        }
        int slash = item.indexOf('/');
        if (slash > 0) {
            return isInNetwork(name, item.substring(0, slash), item.substring(slash + 1));
        }
        String domain = plain(item.startsWith(".") ? item.substring(1) : item);
        return !domain.isEmpty() && (name.equals(domain) || (name.endsWith("." + domain) && address(name) < 0));
    }

    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isInNetwork(String name, String network, String bits) {
        long host = address(name);
        long base = address(network);
        int length = bits.length() <= 2 && !bits.isEmpty() ? whole(bits) : -1;
        return host >= 0 && base >= 0 && length >= 0 && length <= 32
                && (host >> (32 - length)) == (base >> (32 - length));
    }

    /** An IPv4 address as a number; -1 if it is none. */
    private static long address(String text) {
        long address = 0;
        int parts = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                int part = i - start <= 3 ? whole(text.substring(start, i)) : -1;
                if (part < 0 || part > 255 || ++parts > 4) {
                    return -1;
                }
                address = (address << 8) | part;
                start = i + 1;
            }
        }
        return parts == 4 ? address : -1;
    }

    private static int whole(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return digits.isEmpty() ? -1 : number;
    }
}
