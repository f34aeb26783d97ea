package io.github.jobtide.gateway;

import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Snapshot;
import io.vertx.core.MultiMap;

/** The JSON API, version 1, as Pushgateway has it. */
final class ApiHandler {
    private static final String JSON = "application/json";

    private final MetricStore store;
    private final StatusReport status;
    private final Pages pages;

    ApiHandler(MetricStore store, StatusReport status, Pages pages) {
        this.store = store;
        this.status = status;
        this.pages = pages;
    }

    void status(Exchange exchange) {
        allowOtherSites(exchange.countedAs("api/v1/status"));
        exchange.typed(200, JSON, status.json());
    }

    void metrics(Exchange exchange) {
        allowOtherSites(exchange.countedAs("api/v1/metrics"));
        pages.write(exchange, JSON, sink -> {
            try (Snapshot snapshot = store.snapshot()) {
                GroupsJson.write(snapshot, sink);
            }
        });
    }

    void options(Exchange exchange) {
        allowOtherSites(exchange.countedAs("api/v1/options"));
        exchange.empty(200);
    }

    private static void allowOtherSites(Exchange exchange) {
        MultiMap headers = exchange.response().headers();
        headers.set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
        headers.set("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS");
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", "Date");
        headers.set("Cache-Control", "no-cache, no-store, must-revalidate");
    }
}
