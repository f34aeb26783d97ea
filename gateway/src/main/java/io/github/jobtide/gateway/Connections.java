package io.github.jobtide.gateway;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** All connections, those of all event loops together: a bounded number, of which one makes room for a new one if little is to be expected of it. */
final class Connections {
    private final GatewayBounds bounds;
    private final AtomicInteger count = new AtomicInteger();
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();

    Connections(GatewayBounds bounds) {
        this.bounds = bounds;
    }

    /** An event loop that will have connections; before its first. */
    void add(Lane lane) {
        lanes.add(lane);
    }

    /** A new one on that loop, before its first byte is read. On that loop. */
    void accept(HttpConnection connection, Lane lane) {
        StrictRequestDecoder.install(connection, bounds);
        connection.closeHandler(_ -> {
            count.decrementAndGet();
            lane.watch().forget(connection);
        });
        if (count.incrementAndGet() <= bounds.maxConnections() || lane.watch().makeRoom(System.nanoTime())) {
            lane.watch().begins(connection);
            return;
        }
        read(connection, false);
        askNext(lanes.iterator(), lane, connection);
    }

    /** Asks one loop after the other whether it makes room; each answers on itself. */
    private void askNext(Iterator<Lane> others, Lane lane, HttpConnection connection) {
        if (!others.hasNext()) {
            lane.run(() -> refuse(connection, lane));
            return;
        }
        Lane other = others.next();
        other.run(() -> {
            if (other.watch().makeRoom(System.nanoTime())) {
                lane.run(() -> begin(connection, lane));
            } else {
                askNext(others, lane, connection);
            }
        });
    }

    private static void begin(HttpConnection connection, Lane lane) {
        lane.watch().begins(connection);
        read(connection, true);
    }

    private void refuse(HttpConnection connection, Lane lane) {
        lane.turnsAway(TurnedAway.Reason.CONNECTIONS);
        Refused.close(connection,
                "there are %d connections, which is the limit; try again, or raise --limits.connections"
                        .formatted(bounds.maxConnections()));
    }

    private static void read(HttpConnection connection, boolean goesOn) {
        if (connection instanceof HttpServerConnection http) {
            http.channelHandlerContext().channel().config().setAutoRead(goesOn);
        }
    }
}
