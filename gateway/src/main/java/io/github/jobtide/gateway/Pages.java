package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;

/** Writes answers that may be long: on workers, a bounded number at a time, packed if the client prefers that. */
final class Pages {
    private static final System.Logger LOG = System.getLogger(Pages.class.getName());

    private final Workers workers;
    private final int limit;
    private final Duration timeout;

    Pages(Workers workers, GatewayBounds bounds) {
        this.workers = workers;
        this.limit = bounds.maxScrapes();
        this.timeout = bounds.writeTimeout();
    }

    /** Answers 200 with what {@code content} writes. */
    void write(Exchange exchange, String contentType, Content content) {
        if (exchange.isHead()) {
            exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
            exchange.empty(200);
            return;
        }
        boolean packed = PageFormat.prefersGzip(exchange.headers(HttpHeaders.ACCEPT_ENCODING));
        var body = new PacedBody(exchange, timeout, contentType, packed);
        if (!workers.tryRun(() -> write(body, packed, content))) {
            exchange.unavailable("too many pages at once (limit %d); try again".formatted(limit));
        }
    }

    private static void write(PacedBody body, boolean packed, Content content) {
        try {
            if (packed) {
                content.writePackedTo(body);
            } else {
                content.writeTo(body);
            }
            body.finish();
        } catch (PacedBody.ReaderGoneException e) {
            LOG.log(System.Logger.Level.DEBUG, "page given up: {0}", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "page failed", e);
            body.fail();
        }
    }

    /** What is to be written; called on a worker's thread. */
    @FunctionalInterface
    interface Content {
        void writeTo(Snapshot.PageSink sink);

        /** Writes it as one gzip member. */
        default void writePackedTo(Snapshot.PageSink sink) {
            try (var gzip = new GzipPage(sink)) {
                writeTo(gzip);
                gzip.finish();
            }
        }
    }
}
