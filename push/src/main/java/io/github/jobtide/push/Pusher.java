package io.github.jobtide.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends pushes to gateways, again where it makes sense, and never for longer than it was given, which counts from when its own certificates are read: on a busy host that takes longer than a small budget. Any number of threads, if {@code random} takes them.
 *
 * <p>Tried again: no connection, a time-out, an answer that is not HTTP, 408, 425, 429 and 5xx. Any other 4xx is final, as is a redirection: a gateway is named by where it is. A wait before the
 * next attempt that would last beyond the budget is not begun.
 */
public final class Pusher {
    /** Below that, packing costs more than it saves. */
    private static final int GZIP_FROM = 4 * 1024;
    private static final int NO_PLACE = 404;
    private static final int NO_METHOD = 405;

    private final String userAgent;
    private final Timeouts timeouts;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Timer timer;
    private final RandomGenerator random;

    /** @param environment of this process: proxies, and secrets where a target says so */
    public Pusher(String userAgent, Timeouts timeouts, Map<String, String> environment, InstantSource clock,
            Timer timer, RandomGenerator random) {
        this.userAgent = userAgent;
        this.timeouts = timeouts;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.timer = timer;
        this.random = random;
    }

    /** Sends it, as often as it takes and the budget allows. */
    public Delivery push(Target target, Push push, Duration budget) {
        return deliver(target, request(target, push, false), budget, Integer.MAX_VALUE, push.mode() == PushMode.ADD);
    }

    /** Sends, once, what lay in a spool. */
    Delivery replay(Target target, Push push, Duration budget) {
        return deliver(target, request(target, push, true), budget, 1, push.mode() == PushMode.ADD);
    }

    /**
     * Asks a gateway for anything else, such as a deletion.
     *
     * @param path the whole path, with the target's prefix
     */
    public Delivery ask(Target target, String method, String path, Duration budget, int maxAnswerBytes) {
        return ask(target, method, path, budget, maxAnswerBytes, Integer.MAX_VALUE);
    }

    /** The same, at most so many times. */
    public Delivery ask(Target target, String method, String path, Duration budget, int maxAnswerBytes,
            int mostAttempts) {
        return deliver(target, new HttpRequest(method, path, headers(), Bytes.NONE, maxAnswerBytes), budget,
                mostAttempts, false);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", userAgent);
        return headers;
    }

    private HttpRequest request(Target target, Push push, boolean replay) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", push.contentType());
        if (!push.id().isEmpty()) {
            headers.put("Jobtide-Push-Id", push.id());
        }
        headers.put("Jobtide-Event-Time", seconds(push.eventTime()));
        if (replay) {
            headers.put("Jobtide-Replay", "1");
        }
        Bytes body = push.body();
        if (body.length() >= GZIP_FROM) {
            headers.put("Content-Encoding", "gzip");
            body = packed(body);
        }
        String path = push.mode() == PushMode.ADD ? target.addPath(push.group()) : target.replacePath(push.group());
        return new HttpRequest(push.mode().method(), path, headers, body, HttpRequest.SHORT_ANSWER);
    }

    private static Bytes packed(Bytes body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.array());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Bytes.of(packed.toByteArray());
    }

    /** Unix seconds with three digits behind the point. */
    static String seconds(Instant time) {
        long millis = time.toEpochMilli();
        String fraction = Long.toString(1000 + Math.floorMod(millis, 1000L));
        return Math.floorDiv(millis, 1000L) + "." + fraction.substring(1);
    }

    private Delivery deliver(Target target, HttpRequest request, Duration budget, int mostAttempts, boolean adds) {
        Optional<Proxies.Proxy> proxy;
        Optional<SSLSocketFactory> tls;
        try {
            proxy = Proxies.between(target, environment);
            tls = target.tls() ? Optional.of(Tls.sockets(target.files())) : Optional.empty();
            authorize(target, request);
        } catch (UnusableSettingException e) {
            return new Delivery.Unusable(String.valueOf(e.getMessage()));
        }
        long end = timer.nanoTime() + budget.toNanos();
        Optional<Delivery> before = Optional.empty();
        for (int attempts = 1;; attempts++) {
            request.headers().put("Jobtide-Client-Time", seconds(clock.instant()));
            Duration limit = shorter(timeouts.attempt(), Duration.ofNanos(end - timer.nanoTime()));
            Delivery delivery;
            Duration wait = Backoff.afterAttempt(attempts, random);
            try {
                HttpAnswer answer = new Attempt(target, request, proxy, tls, timeouts).within(limit);
                delivery = judged(answer, attempts, adds);
                wait = Backoff.asked(answer, clock.instant()).orElse(wait);
            } catch (NoAnswerException e) {
                delivery = new Delivery.Unreachable(e.trouble(), e.reason(), attempts);
                if (e.trouble() == Trouble.UNASKED && before.isPresent()) {
                    return before.get();
                }
            }
            if (!(delivery instanceof Delivery.Unreachable unreachable) || !unreachable.trouble().mayPass()
                    || attempts >= mostAttempts || !hasWaited(wait, end)) {
                return delivery;
            }
            before = Optional.of(delivery);
        }
    }

    private void authorize(Target target, HttpRequest request) {
        Optional<String> authorization = target.credentials().authorization(environment);
        if (authorization.isPresent()) {
            request.headers().put("Authorization", authorization.get());
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Delivery judged(HttpAnswer answer, int attempts, boolean adds) {
        int status = answer.status();
        if (answer.isSuccess()) {
            return new Delivery.Delivered(answer, attempts);
        }
        if (adds && (status == NO_PLACE || status == NO_METHOD)) {
            return new Delivery.NoAddingPlace(answer);
        }
        boolean mayPass = status == 408 || status == 425 || status == 429 || status >= 500;
        return mayPass
                ? new Delivery.Unreachable(Trouble.STATUS, answer.summary(), attempts)
                : new Delivery.Rejected(answer, attempts);
    }

    /** Waits, unless there would be no time left for anything afterwards. */
    private boolean hasWaited(Duration wait, long end) {
        if (end - timer.nanoTime() <= wait.toNanos()) {
            return false;
        }
        try {
            timer.sleep(wait);
            return end - timer.nanoTime() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
