package io.github.jobtide.gateway;

/** The page for people. */
final class WebPage {
    void handle(Exchange exchange) {
        exchange.countedAs("status").text(200, "to come");
    }

    void file(Exchange exchange, String name) {
        exchange.countedAs("static").error(404, "404 page not found");
    }
}
