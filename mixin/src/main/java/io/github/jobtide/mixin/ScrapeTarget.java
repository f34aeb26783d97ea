package io.github.jobtide.mixin;

import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A gateway as Prometheus scrapes it. Secrets are named by the file that holds them, and never given.
 *
 * @param labels that every series gets
 */
public record ScrapeTarget(URI gateway, Optional<String> tokenFile, Optional<String> caFile,
        Optional<String> certificateFile, Optional<String> keyFile, SortedMap<String, String> labels) {
    public ScrapeTarget {
        if (gateway.getHost() == null
                || (!"http".equals(gateway.getScheme()) && !"https".equals(gateway.getScheme()))) {
            throw new MixinException("'" + gateway + "' is not the address of a gateway, such as http://gateway:9091");
        }
        if (gateway.getUserInfo() != null || gateway.getQuery() != null) {
            throw new MixinException(
                    "the address of the gateway holds more than scheme, host, port and path; name the file of a token");
        }
        if (certificateFile.isPresent() != keyFile.isPresent()) {
            throw new MixinException("a client certificate needs its key, and a key its certificate; give both");
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    boolean isTls() {
        return "https".equals(gateway.getScheme());
    }

    String hostAndPort() {
        int port = gateway.getPort();
        return gateway.getHost() + ":" + (port >= 0 ? port : isTls() ? 443 : 80);
    }

    /** Where its metrics are. */
    String path() {
        String prefix = gateway.getPath().replaceAll("/+$", "");
        return prefix + "/metrics";
    }
}
