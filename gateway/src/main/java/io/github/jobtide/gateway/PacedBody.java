package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes a long answer from a worker's thread, piece by piece, never more than a few pieces ahead of the reader. While it waits for the
 * reader it gives up its turn, unless it would go on to hold what turns are there to bound.
 *
 * <p>The first piece is held back until there is a second, so that a short answer goes out whole, with its length. One thread writes;
 * if the reader is gone or too slow, the next call says so by {@link ReaderGoneException}.
 */
final class PacedBody implements Snapshot.PageSink {
    private static final int PIECES_AHEAD = 2;
    /** A reader who takes nothing for so long is gone, or means no good. */
    private static final long STALL_NANOS = Duration.ofSeconds(10).toNanos();

    private final Exchange exchange;
    private final String contentType;
    private final boolean packed;
    private final long deadlineNanos;
    private final PageTurns turns;
    private final Semaphore room = new Semaphore(PIECES_AHEAD);
    private boolean hasTurn;
    private @Nullable Buffer first;
    private boolean started;
    private volatile boolean gone;
    private volatile long waitsSince;

    /**
     * On the event loop.
     *
     * @param packed whether the pieces are packed with gzip
     * @param turns of which it needs one
     */
    PacedBody(Exchange exchange, Duration timeout, String contentType, boolean packed, PageTurns turns) {
        this.exchange = exchange;
        this.contentType = contentType;
        this.packed = packed;
        this.turns = turns;
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

    /** Waits for its turn; before anything is written. */
    void begin() {
        try {
            hasTurn = turns.take(this, deadlineNanos - System.nanoTime());
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (!hasTurn) {
            throw tooSlow("other pages took too long");
        }
    }

    /** Nothing is written any more. */
    void end() {
        if (hasTurn) {
            hasTurn = false;
            turns.give(this);
        }
    }

    /** For how long it has waited for its reader; 0 if it does not. Any thread. */
    long stalledNanos(long nowNanos) {
        long since = waitsSince;
        return since == 0 ? 0 : nowNanos - since;
    }

    /** Others need the room. Any thread. */
    void giveUp() {
        exchange.lane().turnsAway(TurnedAway.Reason.SLOW_READER);
        cutOff();
        leave();
    }

    private void awaitRoom() {
        if (!room.tryAcquire()) {
            awaitReader();
        }
        if (gone) {
            throw new ReaderGoneException("the reader closed the connection");
        }
    }

    private void awaitReader() {
        if (!turns.areKeptWhileStalled()) {
            end();
        }
        long now = System.nanoTime();
        waitsSince = now;
        try {
            if (!room.tryAcquire(Math.min(STALL_NANOS, deadlineNanos - now), TimeUnit.NANOSECONDS)) {
                exchange.lane().turnsAway(TurnedAway.Reason.SLOW_READER);
                throw tooSlow("the reader is too slow");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            waitsSince = 0;
        }
        if (!gone && !hasTurn) {
            begin();
        }
    }

    private ReaderGoneException tooSlow(String message) {
        cutOff();
        return new ReaderGoneException(message);
    }

    private ReaderGoneException interrupted() {
        Thread.currentThread().interrupt();
        cutOff();
        return new ReaderGoneException("the gateway stops");
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
    void fail(int status, String message) {
        exchange.lane().run(() -> {
            if (started) {
                exchange.cutOff();
            } else {
                exchange.error(status, message);
            }
        });
    }

    private void cutOff() {
        exchange.lane().run(exchange::cutOff);
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
