package io.github.jobtide.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request's head must say so that no two servers read different requests out of the same bytes. A pure function.
 *
 * <p>Source: RFC 9112 §3.2, §6.1, RFC 9110 §10.1.1, and what Go's server refuses.
 */
final class HeadRules {
    private static final String HOST_PUNCTUATION = "!$%&'()*+,-.:;=[]_~";
    private static final Pattern TARGET_IN_FULL = Pattern
            .compile("https?://(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._~-]+)(:[0-9]{0,5})?([/?].*)?", Pattern.CASE_INSENSITIVE);

    private HeadRules() {}

    /** A refusal, after which the connection ends. */
    record Refusal(int status, String message) {}

    static Optional<Refusal> judge(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String host = headers.get(HttpHeaders.HOST);
        if (host == null ? request.version() == HttpVersion.HTTP_1_1 : !isHost(host)) {
            return refusal(400, host == null ? "missing required Host header" : "malformed Host header");
        }
        if (host != null && headers.getAll(HttpHeaders.HOST).size() > 1) {
            return refusal(400, "too many Host headers");
        }
        if (headers.contains("")) {
            return refusal(400, "a header has no name");
        }
        if (!isTarget(request.uri())) {
            return refusal(400, "malformed request target; it is a path, and odd characters in it are escaped, as %0A");
        }
        return coding(headers).or(() -> expectation(headers));
    }

    private static Optional<Refusal> coding(MultiMap headers) {
        String coding = headers.get(HttpHeaders.TRANSFER_ENCODING);
        if (coding == null || (coding.equalsIgnoreCase("chunked")
                && headers.getAll(HttpHeaders.TRANSFER_ENCODING).size() == 1)) {
            return Optional.empty();
        }
        return refusal(501, "unsupported transfer encoding; only chunked, once, is read");
    }

    private static Optional<Refusal> expectation(MultiMap headers) {
        String expected = headers.get(HttpHeaders.EXPECT);
        if (expected == null || List.of(expected.toLowerCase(Locale.ROOT).split(" *, *")).contains("100-continue")) {
            return Optional.empty();
        }
        return refusal(417, "this expectation is not met; only 100-continue is");
    }

    private static Optional<Refusal> refusal(int status, String message) {
        return Optional.of(new Refusal(status, message));
    }

    private static boolean isHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!plain && HOST_PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) == 0x7F) {
                return false;
            }
        }
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        return scheme < 0 || TARGET_IN_FULL.matcher(target).matches();
    }
}
