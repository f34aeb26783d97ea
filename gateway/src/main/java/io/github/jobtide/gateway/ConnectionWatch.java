package io.github.jobtide.gateway;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Closes connections that take too long: for a body to arrive, or for the next request's head. Belongs to one event loop.
 *
 * <p>The maps keep the order in which waiting began, and all waits in one map are equally long, so only their first entries are looked at.
 */
final class ConnectionWatch {
    /** Connections that have waited for less are not closed to make room for others. */
    private static final long FRESH_NANOS = 50_000_000L;
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final long RECEIVING_NANOS = 5_000_000_000L;

    private final long readNanos;
    private final long idleNanos;
    private final Map<HttpConnection, Long> receiving = new LinkedHashMap<>();
    private final Map<HttpConnection, Long> idle = new LinkedHashMap<>();
    private final Map<HttpConnection, Long> fresh = new LinkedHashMap<>();
    private final Map<HttpConnection, Long> closing = new LinkedHashMap<>();
    private final Map<HttpServerRequest, Long> streams = new LinkedHashMap<>();
    private final Map<HttpConnection, Boolean> busy = new HashMap<>();

    ConnectionWatch(Duration readTimeout, Duration idleTimeout) {
        this.readNanos = readTimeout.toNanos();
        this.idleNanos = idleTimeout.toNanos();
    }

    /** Its last answer is on its way; whatever else it asks is not looked at. */
    void closes(HttpConnection connection) {
        forget(connection);
        closing.put(connection, System.nanoTime() + readNanos);
    }

    boolean isClosing(HttpConnection connection) {
        return closing.containsKey(connection);
    }

    int size() {
        return receiving.size() + idle.size() + fresh.size() + closing.size() + busy.size();
    }

    /** All has been answered, and more may be asked. */
    void idles(HttpConnection connection) {
        forget(connection);
        idle.put(connection, System.nanoTime() + idleNanos);
    }

    /** A connection has begun. */
    void begins(HttpConnection connection) {
        fresh.put(connection, System.nanoTime() + readNanos);
    }

    /** A request has begun. */
    void receives(HttpConnection connection) {
        forget(connection);
        receiving.put(connection, System.nanoTime() + readNanos);
    }

    /** A request has begun on a connection that carries others besides: its body is waited for by itself. */
    void receivesStream(HttpServerRequest request) {
        streams.put(request, System.nanoTime() + readNanos);
    }

    /** The request is here in full; its answer has bounds of its own. */
    void received(HttpConnection connection) {
        if (receiving.remove(connection) != null) {
            busy.put(connection, true);
        }
    }

    void forget(HttpConnection connection) {
        if (idle.remove(connection) == null && receiving.remove(connection) == null
                && fresh.remove(connection) == null && closing.remove(connection) == null) {
            busy.remove(connection);
        }
    }

    /** Returns how many had not sent in time what they had begun to send. */
    int closeOverdue(long nowNanos) {
        closeOverdue(idle, nowNanos);
        closeOverdue(closing, nowNanos);
        streams.entrySet().removeIf(stream -> isOver(stream.getKey()) || isReset(stream, nowNanos));
        return closeOverdue(fresh, nowNanos) + closeOverdue(receiving, nowNanos);
    }

    private static boolean isOver(HttpServerRequest request) {
        return request.isEnded() || request.response().closed();
    }

    private static boolean isReset(Map.Entry<HttpServerRequest, Long> stream, long nowNanos) {
        boolean overdue = nowNanos - stream.getValue() >= 0;
        if (overdue) {
            stream.getKey().response().reset();
        }
        return overdue;
    }

    private static int closeOverdue(Map<HttpConnection, Long> waiting, long nowNanos) {
        int closed = 0;
        Iterator<Map.Entry<HttpConnection, Long>> oldestFirst = waiting.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<HttpConnection, Long> oldest = oldestFirst.next();
            if (nowNanos - oldest.getValue() < 0) {
                return closed;
            }
            oldestFirst.remove();
            var _ = oldest.getKey().close();
            closed++;
        }
        return closed;
    }

    /**
     * Closes a connection of which little is to be expected, if there is one: the oldest that never asked anything, else the one that has waited
     * longest for its next request, else the one whose request has been arriving for longest.
     */
    boolean makeRoom(long nowNanos) {
        return closeOldest(fresh, readNanos, FRESH_NANOS, nowNanos)
                || closeOldest(idle, idleNanos, IDLE_NANOS, nowNanos)
                || closeOldest(receiving, readNanos, RECEIVING_NANOS, nowNanos);
    }

    private static boolean closeOldest(Map<HttpConnection, Long> waiting, long patience, long minimum, long nowNanos) {
        Iterator<Map.Entry<HttpConnection, Long>> oldestFirst = waiting.entrySet().iterator();
        if (!oldestFirst.hasNext()) {
            return false;
        }
        Map.Entry<HttpConnection, Long> oldest = oldestFirst.next();
        long waited = nowNanos + patience - oldest.getValue();
        if (waited < minimum) {
            return false;
        }
        oldestFirst.remove();
        var _ = oldest.getKey().close();
        return true;
    }
}
