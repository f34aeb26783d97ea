package io.github.jobtide.gateway;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Closes connections that take too long: for a body to arrive, or for the next request's head. Belongs to one event loop.
 *
 * <p>Both maps keep the order in which waiting began, and all waits in one map are equally long, so only their first entries are looked at.
 */
final class ConnectionWatch {
    private final long readNanos;
    private final long idleNanos;
    private final Map<HttpConnection, Long> receiving = new LinkedHashMap<>();
    private final Map<HttpConnection, Long> idle = new LinkedHashMap<>();
    private final Map<HttpConnection, Long> closing = new LinkedHashMap<>();
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
        return receiving.size() + idle.size() + closing.size() + busy.size();
    }

    /** All has been answered, and more may be asked. */
    void idles(HttpConnection connection) {
        forget(connection);
        idle.put(connection, System.nanoTime() + idleNanos);
    }

    /** A connection or a request has begun. */
    void receives(HttpConnection connection) {
        forget(connection);
        receiving.put(connection, System.nanoTime() + readNanos);
    }

    /** The request is here in full; its answer has bounds of its own. */
    void received(HttpConnection connection) {
        if (receiving.remove(connection) != null) {
            busy.put(connection, true);
        }
    }

    void forget(HttpConnection connection) {
        if (idle.remove(connection) == null && receiving.remove(connection) == null
                && closing.remove(connection) == null) {
            busy.remove(connection);
        }
    }

    void closeOverdue(long nowNanos) {
        closeOverdue(receiving, nowNanos);
        closeOverdue(idle, nowNanos);
        closeOverdue(closing, nowNanos);
    }

    private static void closeOverdue(Map<HttpConnection, Long> waiting, long nowNanos) {
        Iterator<Map.Entry<HttpConnection, Long>> oldestFirst = waiting.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<HttpConnection, Long> oldest = oldestFirst.next();
            if (nowNanos - oldest.getValue() < 0) {
                return;
            }
            oldestFirst.remove();
            var _ = oldest.getKey().close();
        }
    }
}
