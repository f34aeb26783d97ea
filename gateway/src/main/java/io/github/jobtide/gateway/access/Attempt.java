package io.github.jobtide.gateway.access;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * By what a request may show who sends it.
 *
 * @param authorization the headers of that name
 * @param source address of the client
 * @param session of TLS, in which a certificate may have been shown
 */
public record Attempt(List<String> authorization, String source, Optional<SSLSession> session) {
    public Attempt {
        authorization = List.copyOf(authorization);
    }

    /** The first header, as those see it who expect one; empty if there is none. */
    String firstAuthorization() {
        return authorization.isEmpty() ? "" : authorization.getFirst();
    }

    /** No text of a secret ever gets into a message by accident. */
    @Override
    public String toString() {
        return "attempt from " + source;
    }
}
