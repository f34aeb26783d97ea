package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Writes answers that may be long: on workers, a bounded number at a time, packed if the client prefers that.
 *
 * <p>Some more pages than are put together at one time may wait for their readers, who hold nobody up: if there is no room for one
 * more page, the one whose reader has taken nothing for longest is given up.
 */
final class Pages {
    private static final System.Logger LOG = System.getLogger(Pages.class.getName());
    private static final int OPEN_PER_SCRAPE = 4;
    private static final long STALLED_NANOS = 500_000_000L;

    private final Workers workers;
    private final int maxOpen;
    private final Semaphore slots;
    private final Duration timeout;
    private final Set<PacedBody> open = ConcurrentHashMap.newKeySet();

    /** @param workers as many as {@link #threads} says */
    Pages(Workers workers, GatewayBounds bounds) {
        this.workers = workers;
        this.maxOpen = OPEN_PER_SCRAPE * bounds.maxScrapes();
        this.slots = new Semaphore(bounds.maxScrapes());
        this.timeout = bounds.writeTimeout();
    }

    /** One for each page, and some for those that are given up but have not ended yet. */
    static int threads(GatewayBounds bounds) {
        return (OPEN_PER_SCRAPE + 1) * bounds.maxScrapes();
    }

    /** Answers 200 with what {@code content} writes. */
    void write(Exchange exchange, String contentType, Content content) {
        if (exchange.isHead()) {
            exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
            exchange.empty(200);
            return;
        }
        boolean packed = PageFormat.prefersGzip(exchange.headers(HttpHeaders.ACCEPT_ENCODING));
        var body = new PacedBody(exchange, timeout, contentType, packed, slots);
        if (open.size() < maxOpen || makeRoom()) {
            open.add(body);
            if (workers.tryRun(() -> write(body, packed, content))) {
                return;
            }
            open.remove(body);
        }
        exchange.lane().turnsAway(TurnedAway.Reason.SCRAPES);
        exchange.unavailable("too many pages at once (%d, none of which stalls); try again, or raise --limits.scrapes"
                .formatted(open.size()));
    }

    private boolean makeRoom() {
        long now = System.nanoTime();
        PacedBody longest = open.stream().filter(body -> body.stalledNanos(now) > STALLED_NANOS)
                .max(Comparator.comparingLong(body -> body.stalledNanos(now))).orElse(null);
        if (longest == null || !open.remove(longest)) {
            return false;
        }
        longest.giveUp();
        return true;
    }

    private void write(PacedBody body, boolean packed, Content content) {
        try {
            body.begin();
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
        } finally {
            body.end();
            open.remove(body);
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
