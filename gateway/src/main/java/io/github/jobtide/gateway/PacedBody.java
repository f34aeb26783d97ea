package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes a long answer from a worker's thread, piece by piece, never more than a few pieces ahead of the reader.
 *
 * <p>The first piece is held back until there is a second, so that a short answer goes out whole, with its length. One thread writes;
 * if the reader is gone or too slow, the next call says so by {@link ReaderGoneException}.
 */
final class PacedBody implements Snapshot.PageSink {
    private static final int PIECES_AHEAD = 4;

    private final Exchange exchange;
    private final String contentType;
    private final boolean packed;
    private final long deadlineNanos;
    private final Semaphore room = new Semaphore(PIECES_AHEAD);
    private @Nullable Buffer first;
    private boolean started;
    private volatile boolean gone;

    /**
     * On the event loop.
     *
     * @param packed whether the pieces are packed with gzip
     */
    PacedBody(Exchange exchange, Duration timeout, String contentType, boolean packed) {
        this.exchange = exchange;
        this.contentType = contentType;
        this.packed = packed;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
        exchange.response().exceptionHandler(_ -> leave());
        exchange.response().closeHandler(_ -> leave());
    }

    @Override
    public void accept(byte[] piece, int length) {
        Buffer copy = Buffer.buffer(length).appendBytes(piece, 0, length);
        if (!started && first == null) {
            first = copy;
            return;
        }
        Buffer held = first;
        if (held != null) {
            first = null;
            started = true;
            write(held, true);
        }
        write(copy, false);
    }

    private void write(Buffer piece, boolean isFirst) {
        awaitRoom();
        exchange.lane().run(() -> {
            if (exchange.response().closed()) {
                leave();
                return;
            }
            if (isFirst) {
                putHeaders();
                exchange.response().setChunked(true);
            }
            exchange.response().write(piece).onComplete(_ -> room.release());
        });
    }

    private void awaitRoom() {
        try {
            if (!room.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                cutOff();
                throw new ReaderGoneException("the reader is too slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cutOff();
            throw new ReaderGoneException("the gateway stops");
        }
        if (gone) {
            throw new ReaderGoneException("the reader closed the connection");
        }
    }

    private void putHeaders() {
        exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        if (packed) {
            exchange.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
    }

    /** Ends the answer; nothing may be written afterwards. */
    void finish() {
        Buffer whole = first;
        exchange.lane().run(() -> {
            if (exchange.response().closed()) {
                return;
            }
            if (started) {
                exchange.endPieces();
            } else {
                putHeaders();
                exchange.body(200, whole == null ? Buffer.buffer() : whole);
            }
        });
    }

    /** The answer cannot be completed: says so if nothing was written yet, or else ends the connection. */
    void fail() {
        exchange.lane().run(() -> {
            if (started) {
                var _ = exchange.request().connection().close();
            } else {
                exchange.error(500, "the page could not be written; the gateway's log says why");
            }
        });
    }

    private void cutOff() {
        exchange.lane().run(() -> {
            var _ = exchange.request().connection().close();
        });
    }

    private void leave() {
        gone = true;
        room.release(PIECES_AHEAD);
    }

    /** Nobody takes the rest. */
    static final class ReaderGoneException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReaderGoneException(String message) {
            super(message, null, false, false);
        }
    }
}
