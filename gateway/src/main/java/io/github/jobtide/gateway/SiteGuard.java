package io.github.jobtide.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Tells requests that a page of another site made a browser send. Such a page needs nobody's leave to POST text to whatever the browser can
 * reach, so without this any site that somebody visits could push, or stop the gateway.
 *
 * <p>Browsers say where a request comes from, and pages cannot change what they say: in {@code Sec-Fetch-Site} if the connection is
 * trusted (HTTPS, or localhost), else in {@code Origin}. Programs send neither, and are never refused.
 */
final class SiteGuard {
    private static final CharSequence SITE = HttpHeaders.createOptimized("sec-fetch-site");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("x-forwarded-host");

    private final String externalAuthority;

    /** @param externalUrl where people reach the gateway; may be empty */
    SiteGuard(String externalUrl) {
        this.externalAuthority = authority(externalUrl);
    }

    /** Whether the request is to be refused if it changes anything. */
    boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader(SITE);
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isOwn(origin, request);
    }

    private boolean isOwn(String origin, HttpServerRequest request) {
        String sender = authority(origin);
        return !sender.isEmpty() && (sender.equalsIgnoreCase(String.valueOf(request.authority()))
                || sender.equalsIgnoreCase(request.getHeader(FORWARDED_HOST))
                || sender.equalsIgnoreCase(externalAuthority));
    }

    /** Host and port of a URL; empty for what is none, such as the origin {@code null}. */
    private static String authority(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return "";
        }
        int path = url.indexOf('/', scheme + 3);
        return url.substring(scheme + 3, path < 0 ? url.length() : path);
    }
}
