package io.github.jobtide.gateway.access;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a web configuration file says.
 *
 * @param tls empty for plain HTTP
 * @param http2 whether clients may choose it, over TLS
 * @param headers for every answer
 * @param users hashes of bcrypt by name; empty if nobody need say who they are
 */
record WebFile(Optional<TlsSettings> tls, boolean http2, Map<String, String> headers, Map<String, String> users,
        Optional<RateLimit> rateLimit) {
    WebFile {
        headers = Map.copyOf(headers);
        users = Map.copyOf(users);
    }

    /**
     * One bucket for all requests.
     *
     * @param interval after which one more request may come
     * @param burst how many may come at once after a pause
     */
    record RateLimit(Duration interval, int burst) {}
}
