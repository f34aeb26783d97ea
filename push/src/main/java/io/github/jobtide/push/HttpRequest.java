package io.github.jobtide.push;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request to a gateway, without what depends on the way there.
 *
 * @param headers names and values in turn
 */
record HttpRequest(String method, String path, Map<String, String> headers, Bytes body, int maxAnswerBytes) {
    /** An answer's body that is only to be shown. */
    static final int SHORT_ANSWER = 64 * 1024;

    /** The head as it is sent; {@code place} is the path, or the whole URL for a proxy. */
    byte[] head(String place, String authority) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(place).append(" HTTP/1.1\r\nHost: ").append(authority).append("\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (body.length() > 0 || method.equals("POST") || method.equals("PUT")) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
