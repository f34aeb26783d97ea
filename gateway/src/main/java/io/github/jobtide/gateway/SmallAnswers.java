package io.github.jobtide.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;

/** Answers that follow from the route alone, worded as Go's HTTP server words them. */
final class SmallAnswers {
    private SmallAnswers() {}

    static void redirect(Exchange exchange, int status, String location) {
        exchange.response().putHeader(HttpHeaders.LOCATION, location);
        if (exchange.isGet() || exchange.isHead()) {
            String reason = status == 301 ? "Moved Permanently" : "Temporary Redirect";
            exchange.typed(status, "text/html; charset=utf-8",
                    "<a href=\"" + escaped(location) + "\">" + reason + "</a>.\n\n");
        } else {
            exchange.empty(status);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    static void notAllowed(Exchange exchange, String allow) {
        exchange.response().putHeader(HttpHeaders.ALLOW, allow);
        exchange.error(405, "Method Not Allowed");
    }

    static void options(Exchange exchange, String allow) {
        exchange.response().putHeader(HttpHeaders.ALLOW, allow);
        exchange.empty(200);
    }

    /** What follows on the connection may be another request than the sender meant, so nothing of it is looked at. */
    static void malformed(Exchange exchange, HeadRules.Refusal refusal) {
        exchange.closeAfterwards();
        exchange.text(refusal.status(), HttpResponseStatus.valueOf(refusal.status()) + ": " + refusal.message());
    }
}
