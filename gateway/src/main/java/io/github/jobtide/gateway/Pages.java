package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes answers that may be long: on workers, a bounded number at a time, packed if the client prefers that.
 *
 * <p>Some more pages than are put together at one time may be open, since those that wait for their readers hold nobody up: if there is no
 * room for one more page, the one whose reader has taken nothing for longest is given up.
 */
final class Pages implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pages.class.getName());
    private static final int OPEN_PER_SCRAPE = 4;
    /** For each of them what a group holds is read back, which can take a hundred times what a printed page takes. */
    private static final int READ_BACK_AT_A_TIME = 2;

    /** A page that finds no room waits so long for it. */
    private static final long WAIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_MILLIS = 100;

    private final Workers workers;
    private final int maxOpen;
    private final PageTurns turns;
    private final Duration timeout;
    private final Set<PacedBody> open = ConcurrentHashMap.newKeySet();
    /** How many wait until they may be opened. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Threads: one for each page, and some for those that are given up but have not ended yet. */
    private Pages(String name, int maxOpen, PageTurns turns, Duration timeout) {
        this.workers = Workers.start(name, maxOpen + maxOpen / 4 + 1, 0);
        this.maxOpen = maxOpen;
        this.turns = turns;
        this.timeout = timeout;
    }

    /** For pages that are printed from what is stored as it stands. */
    static Pages printed(GatewayBounds bounds) {
        return new Pages("page-writer", OPEN_PER_SCRAPE * bounds.maxScrapes(),
                new PageTurns(bounds.maxScrapes(), false), bounds.writeTimeout());
    }

    /** For those for which what is stored must be read back first. */
    static Pages readBack(GatewayBounds bounds) {
        return new Pages("page-reader", bounds.maxScrapes(),
                new PageTurns(Math.min(READ_BACK_AT_A_TIME, bounds.maxScrapes()), true), bounds.writeTimeout());
    }

    /** Answers 200 with what {@code content} writes. */
    void write(Exchange exchange, String contentType, Content content) {
        if (exchange.isHead()) {
            exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
            exchange.empty(200);
            return;
        }
        boolean packed = PageFormat.prefersGzip(exchange.headers(HttpHeaders.ACCEPT_ENCODING));
        var body = new PacedBody(exchange, timeout, contentType, packed, turns);
        openOrWait(exchange, () -> work(body, () -> write(body, packed, content)), body,
                System.nanoTime() + WAIT_NANOS);
    }

    /** Answers HEAD as {@link #write} would answer GET, and so refuses what that refuses; what {@code content} writes goes nowhere. */
    void head(Exchange exchange, String contentType, Content content) {
        var body = new PacedBody(exchange, timeout, contentType, false, turns);
        openOrWait(exchange, () -> work(body, () -> head(body, exchange, contentType, content)), body,
                System.nanoTime() + WAIT_NANOS);
    }

    /** Readers who have just begun to stall make room a moment later. On the event loop. */
    private void openOrWait(Exchange exchange, Runnable work, PacedBody body, long endNanos) {
        if (tryOpen(work, body)) {
            return;
        }
        if (System.nanoTime() - endNanos < 0 && waiting.get() < maxOpen) {
            waiting.incrementAndGet();
            exchange.lane().later(LOOK_MILLIS, () -> {
                waiting.decrementAndGet();
                if (!exchange.isAnswered()) {
                    openOrWait(exchange, work, body, endNanos);
                }
            });
            return;
        }
        exchange.lane().turnsAway(TurnedAway.Reason.SCRAPES);
        exchange.unavailable("too many pages at once (%d, none of which stalls); try again, or raise --limits.scrapes"
                .formatted(open.size()));
    }

    private boolean tryOpen(Runnable work, PacedBody body) {
        if (open.size() >= maxOpen && !makeRoom()) {
            return false;
        }
        open.add(body);
        boolean runs = workers.tryRun(work);
        if (!runs) {
            open.remove(body);
        }
        return runs;
    }

    private boolean makeRoom() {
        PacedBody longest = PageTurns.longestStalled(open).orElse(null);
        if (longest == null || !open.remove(longest)) {
            return false;
        }
        longest.giveUp();
        return true;
    }

    private static void write(PacedBody body, boolean packed, Content content) {
        body.begin();
        if (packed) {
            content.writePackedTo(body);
        } else {
            content.writeTo(body);
        }
        body.finish();
    }

    private static void head(PacedBody body, Exchange exchange, String contentType, Content content) {
        body.begin();
        content.writeTo((_, _) -> {});
        exchange.lane().run(() -> {
            exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
            exchange.empty(200);
        });
    }

    private void work(PacedBody body, Runnable writing) {
        try {
            writing.run();
        } catch (PacedBody.ReaderGoneException e) {
            LOG.log(System.Logger.Level.DEBUG, "page given up: {0}", e.getMessage());
        } catch (RefusedException e) {
            body.fail(e.status, e.forSender);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "page failed", e);
            body.fail(500, "the page could not be written; the gateway's log says why");
        } finally {
            body.end();
            open.remove(body);
        }
    }

    @Override
    public void close() {
        workers.close();
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

    /** There is no such page; thrown by its content before it has written anything. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        final int status;
        final String forSender;

        RefusedException(int status, String message) {
            super(message, null, false, false);
            this.status = status;
            this.forSender = message;
        }
    }
}
