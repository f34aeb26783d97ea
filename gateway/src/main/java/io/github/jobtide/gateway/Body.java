package io.github.jobtide.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Receives one request's body into one array, within a bound of its own and the budget of all bodies together. On its event loop only.
 *
 * <p>What it holds of the budget passes to whoever takes the body, or is given back if nobody does.
 */
final class Body {
    private static final byte[] NONE = new byte[0];
    private static final int MAX_DROPPED = 64 * 1024;
    private static final long BEYOND_MEASURE = Long.MAX_VALUE / 100;

    private final Exchange exchange;
    private final ByteBudget budget;
    private final int maxBytes;
    private final Consumer<byte[]> target;
    private byte[] bytes = NONE;
    private int length;
    private boolean refused;

    private Body(Exchange exchange, ByteBudget budget, int maxBytes, Consumer<byte[]> target) {
        this.exchange = exchange;
        this.budget = budget;
        this.maxBytes = maxBytes;
        this.target = target;
    }

    /** @param target takes the body, whose length is what it holds of the budget; not called if an answer was given instead */
    static void receive(Exchange exchange, ByteBudget budget, int maxBytes, Consumer<byte[]> target) {
        new Body(exchange, budget, maxBytes, target).receive();
    }

    private void receive() {
        HttpServerRequest request = exchange.request();
        long declared = declaredLength(exchange.header(HttpHeaders.CONTENT_LENGTH));
        if (declared > maxBytes) {
            refuseSize();
        } else if (!exchange.header(HttpHeaders.EXPECT).isEmpty()) {
            exchange.response().writeContinue();
        }
        request.handler(piece -> add(piece, declared));
        request.endHandler(_ -> end());
        request.exceptionHandler(_ -> refuseBroken());
    }

    /** -1 if it is not known beforehand; of lengths beyond all measure just that they are. */
    private static long declaredLength(String header) {
        long declared = header.isEmpty() ? -1 : 0;
        for (int i = 0; i < header.length() && declared >= 0; i++) {
            int digit = header.charAt(i) - '0';
            declared = digit < 0 || digit > 9 ? -1 : Math.min(10 * declared + digit, BEYOND_MEASURE);
        }
        return declared;
    }

    private void add(Buffer piece, long declared) {
        if (refused) {
            return;
        }
        int more = piece.length();
        if (more > maxBytes - length) {
            refuseSize();
        } else if (take(more)) {
            append(piece, more, declared);
            if (length != declared) {
                exchange.lane().arrivals().expects(this, System.nanoTime());
            }
        } else {
            refuse();
            dropRest(declared - length);
            exchange.lane().turnsAway(TurnedAway.Reason.BYTES_IN_FLIGHT);
            exchange.unavailable(noRoom(budget));
        }
    }

    /** An honest body comes before those that do not move. */
    private boolean take(int bytes) {
        long now = 0;
        while (!budget.tryTake(bytes, length)) {
            now = now == 0 ? System.nanoTime() : now;
            if (!exchange.lane().arrivals().makeRoom(now) || refused) {
                return false;
            }
        }
        return true;
    }

    static String noRoom(ByteBudget budget) {
        return "too many bytes of pushes in flight (%d, and %d is the limit, of which large bodies get a part); try again, or raise --limits.bytes-in-flight"
                .formatted(budget.taken(), budget.limit());
    }

    /** A short rest is read, so that the connection can go on; a long or unknown one is not worth it. */
    private void dropRest(long rest) {
        if (rest < 0 || rest > MAX_DROPPED) {
            exchange.closeAfterwards();
        }
    }

    private void append(Buffer piece, int more, long declared) {
        int needed = length + more;
        if (bytes.length < needed) {
            long roomy = declared >= needed ? Math.min(declared, 2L * needed) : 2L * needed;
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, roomy));
        }
        piece.getBytes(bytes, length);
        length = needed;
    }

    private void end() {
        exchange.lane().arrivals().forget(this);
        exchange.lane().watch().received(exchange.request().connection());
        if (!refused) {
            target.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        }
    }

    private void refuseSize() {
        refuse();
        exchange.closeAfterwards();
        exchange.lane().turnsAway(TurnedAway.Reason.BODY_SIZE);
        exchange.error(413, "the body is larger than %d bytes; split the push, or raise --limits.body-bytes"
                .formatted(maxBytes));
    }

    /** The connection is gone, or what came on it is no body: then there may be somebody to be told so. */
    private void refuseBroken() {
        refuse();
        exchange.closeAfterwards();
        exchange.error(400, "the body is malformed, or cut off");
    }

    /** Whether it brought less than {@code minRate} bytes a second, once some time has passed. */
    boolean isSlow(long nowNanos, long graceNanos, int minRate) {
        long nanos = nowNanos - exchange.startNanos();
        return nanos > graceNanos && length < nanos / 1e9 * minRate;
    }

    void cutOffAsSlow(int minRate) {
        exchange.lane().turnsAway(TurnedAway.Reason.SLOW_BODY);
        cutOff(408, "the body comes at less than %d bytes a second; send it faster, or lower --limits.body-rate"
                .formatted(minRate));
    }

    /** Others need the room, and nothing has come of it for a while. */
    void cutOff() {
        exchange.lane().turnsAway(TurnedAway.Reason.BYTES_IN_FLIGHT);
        cutOff(503, noRoom(budget));
    }

    private void cutOff(int status, String message) {
        refuse();
        exchange.closeAfterwards();
        exchange.error(status, message);
    }

    /** Whatever else arrives is dropped. */
    private void refuse() {
        if (!refused) {
            refused = true;
            exchange.lane().arrivals().forget(this);
            budget.give(length);
            bytes = NONE;
            length = 0;
        }
    }
}
