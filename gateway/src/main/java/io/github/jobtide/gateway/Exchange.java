package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.Caller;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, which is given once. Belongs to its connection's event loop: every method is called there.
 */
final class Exchange {
    private static final CharSequence PLAIN = HttpHeaders.createOptimized("text/plain; charset=utf-8");
    private static final CharSequence NO_SNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

    private static final long DRAIN_MILLIS = 500;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Lane lane;
    private final RequestMetrics metrics;
    private final long startNanos = System.nanoTime();
    private Caller caller = Caller.NOBODY;
    private @Nullable String handler;
    private boolean closes;

    Exchange(HttpServerRequest request, Lane lane, RequestMetrics metrics) {
        this.request = request;
        this.response = request.response();
        this.lane = lane;
        this.metrics = metrics;
        response.putHeader(HttpHeaders.DATE, lane.date());
        if (request.version() == HttpVersion.HTTP_1_0) {
            closeAfterwards();
        }
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    Lane lane() {
        return lane;
    }

    long startNanos() {
        return startNanos;
    }

    /** Who sends the request. Until that is told, nobody who may do anything. */
    Caller caller() {
        return caller;
    }

    void isFrom(Caller known) {
        this.caller = known;
    }

    /** The client's address; empty if it has left before anybody asked. */
    String source() {
        SocketAddress remote = request.remoteAddress();
        String address = remote == null ? null : remote.hostAddress();
        return address == null ? "" : address;
    }

    /** The answer to this request counts for that handler; without it, it is not counted. */
    Exchange countedAs(String handler) {
        this.handler = handler;
        return this;
    }

    boolean isGet() {
        return request.method().equals(HttpMethod.GET);
    }

    boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    String header(CharSequence name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    /** All headers of that name as one. */
    String headers(CharSequence name) {
        List<String> values = request.headers().getAll(name);
        return values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    /** The connection ends with this answer; over HTTP/2, whose connections are shared, what is left of the request does. */
    void closeAfterwards() {
        closes = true;
        if (!isMultiplexed()) {
            response.putHeader(HttpHeaders.CONNECTION, CLOSE);
        }
    }

    /** Who is refused need not send a body, and nobody waits for it. */
    void closeIfBodyComes() {
        boolean announced = !headers(HttpHeaders.TRANSFER_ENCODING).isEmpty()
                || number(header(HttpHeaders.CONTENT_LENGTH)) != 0;
        if (announced && !request.isEnded()) {
            closeAfterwards();
        }
    }

    private boolean isMultiplexed() {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** Answers without a body. */
    void empty(int status) {
        end(status, null);
    }

    /** Answers with a line of text, as errors are told. */
    void error(int status, String message) {
        if (!isAnswered()) {
            response.putHeader(NO_SNIFF_NAME, NO_SNIFF);
            text(status, message + "\n");
        }
    }

    /** Answers that it may be tried again shortly. */
    void unavailable(String message) {
        if (!isAnswered()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
            error(503, message);
        }
    }

    void text(int status, String body) {
        typed(status, PLAIN, body);
    }

    void typed(int status, CharSequence contentType, String body) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        body(status, Buffer.buffer(body));
    }

    void body(int status, Buffer body) {
        end(status, body);
    }

    private void end(int status, @Nullable Buffer body) {
        if (isAnswered()) {
            return;
        }
        response.setStatusCode(status);
        ends(status);
        boolean received = request.isEnded();
        Future<Void> ended = body == null || isHead() ? response.end() : response.end(body);
        closeIfDue(ended, received);
    }

    /** Ends an answer that was written piece by piece. */
    void endPieces() {
        ends(200);
        closeIfDue(response.end(), request.isEnded());
    }

    private void closeIfDue(Future<Void> ended, boolean received) {
        if (closes) {
            ended.onComplete(_ -> close(received));
        }
    }

    /** If more of the request is on its way, it is taken for a moment: an end too early would take the answer from the client. */
    private void close(boolean received) {
        if (isMultiplexed()) {
            if (!received) {
                response.reset();
            }
        } else if (received) {
            var _ = request.connection().close();
        } else {
            lane.later(DRAIN_MILLIS, () -> request.connection().close());
        }
    }

    /** The answer cannot be completed: its connection ends; over HTTP/2, whose connections are shared, its stream does. */
    void cutOff() {
        if (isMultiplexed()) {
            response.reset();
        } else {
            var _ = request.connection().close();
        }
    }

    /** Whether an answer has begun, or nobody is left to take one. */
    boolean isAnswered() {
        return response.headWritten() || response.ended() || response.closed();
    }

    /** The answer is about to end. */
    private void ends(int status) {
        if (closes && !isMultiplexed()) {
            lane.watch().closes(request.connection());
        } else {
            lane.watch().idles(request.connection());
        }
        if (handler != null) {
            String method = request.method().name();
            metrics.answered(handler, method, status);
            if (handler.equals("push")) {
                metrics.pushed(method, approximateBytes(), System.nanoTime() - startNanos);
            }
        }
    }

    /** As Pushgateway counts a request: its line, its headers, and the length of its body if it was told beforehand. */
    private long approximateBytes() {
        long bytes = request.uri().length();
        bytes += request.method().name().length() + "HTTP/1.1".length();
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey();
            String value = header.getValue();
            bytes += value.length() + (name.equalsIgnoreCase("host") ? 0 : name.length());
            if (name.equalsIgnoreCase("content-length")) {
                bytes += number(value);
            }
        }
        return bytes;
    }

    /** Zero for what is none. */
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
