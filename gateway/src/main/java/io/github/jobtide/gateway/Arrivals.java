package io.github.jobtide.gateway;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies of which more is to come, those that have brought nothing for longest first. Belongs to one event loop. Bodies that arrive with
 * their heads never stand here.
 */
final class Arrivals {
    private static final long STALLED_NANOS = 1_000_000_000L;
    private static final long GRACE_NANOS = 10 * STALLED_NANOS;

    private final ByteBudget budget;
    private final int minRate;
    private final Map<Body, Long> latestPieces = new LinkedHashMap<>();

    Arrivals(ByteBudget budget, int minRate) {
        this.budget = budget;
        this.minRate = minRate;
    }

    /** A piece of it has come, and more will. */
    void expects(Body body, long nowNanos) {
        latestPieces.remove(body);
        latestPieces.put(body, nowNanos);
    }

    void forget(Body body) {
        if (!latestPieces.isEmpty()) {
            latestPieces.remove(body);
        }
    }

    /** Cuts off the body that has stalled for longest, if one has for a while. */
    boolean makeRoom(long nowNanos) {
        Iterator<Map.Entry<Body, Long>> stalledFirst = latestPieces.entrySet().iterator();
        if (!stalledFirst.hasNext()) {
            return false;
        }
        Map.Entry<Body, Long> longest = stalledFirst.next();
        if (nowNanos - longest.getValue() < STALLED_NANOS) {
            return false;
        }
        stalledFirst.remove();
        longest.getKey().cutOff();
        return true;
    }

    /** Done each second: cuts off what is too slow, and, while room is scarce, what stalls. */
    void look(long nowNanos) {
        for (Body body : List.copyOf(latestPieces.keySet())) {
            if (body.isSlow(nowNanos, GRACE_NANOS, minRate)) {
                latestPieces.remove(body);
                body.cutOffAsSlow(minRate);
            }
        }
        while (budget.isTight() && makeRoom(nowNanos)) {
            // the next one
        }
    }
}
