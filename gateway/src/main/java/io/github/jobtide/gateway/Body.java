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

    /** -1 if it is not known beforehand. */
    private static long declaredLength(String header) {
        long declared = header.isEmpty() || header.length() > 18 ? -1 : 0;
        for (int i = 0; i < header.length() && declared >= 0; i++) {
            int digit = header.charAt(i) - '0';
            declared = digit < 0 || digit > 9 ? -1 : 10 * declared + digit;
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
        } else if (!budget.tryTake(more)) {
            refuse();
            exchange.unavailable("too many bytes of pushes in flight (limit %d); try again".formatted(budget.limit()));
        } else {
            append(piece, more, declared);
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
        exchange.lane().watch().received(exchange.request().connection());
        if (!refused) {
            target.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        }
    }

    private void refuseSize() {
        refuse();
        exchange.closeAfterwards();
        exchange.error(413, "the body is larger than %d bytes; split the push".formatted(maxBytes));
    }

    /** The connection is gone, or what came on it is no body: then there may be somebody to be told so. */
    private void refuseBroken() {
        refuse();
        exchange.closeAfterwards();
        exchange.error(400, "the body is malformed, or cut off");
    }

    /** Whatever else arrives is dropped. */
    private void refuse() {
        if (!refused) {
            refused = true;
            budget.give(length);
            bytes = NONE;
            length = 0;
        }
    }
}
