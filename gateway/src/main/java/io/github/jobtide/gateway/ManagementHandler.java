package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.AccessLog;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.StorageStatus;
import java.util.Optional;

/** Health, readiness, and the request to stop. */
final class ManagementHandler {
    private final MetricStore store;
    private final boolean lifecycle;
    private final Runnable stop;
    private final Optional<AccessLog> log;

    /**
     * @param stop asks the gateway to stop; returns at once
     * @param log where requests to stop are told; may be empty
     */
    ManagementHandler(MetricStore store, boolean lifecycle, Runnable stop, Optional<AccessLog> log) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.stop = stop;
        this.log = log;
    }

    /** The process answers; nothing else is said. */
    void healthy(Exchange exchange) {
        exchange.countedAs("healthy").text(200, "OK");
    }

    /** Everything is loaded, and storage takes what is pushed. */
    void ready(Exchange exchange) {
        exchange.countedAs("ready");
        StorageStatus storage = store.storage();
        if (storage.writable()) {
            exchange.text(200, "OK");
        } else {
            exchange.unavailable("storage takes no writes: " + storage.place());
        }
    }

    void quit(Exchange exchange) {
        log.ifPresent(each -> each.asksToStop(exchange.caller().name(), exchange.source(), lifecycle));
        if (!lifecycle) {
            exchange.text(403, "Lifecycle API is not enabled.");
            return;
        }
        exchange.closeAfterwards();
        exchange.text(200, "Requesting termination... Goodbye!");
        stop.run();
    }
}
