package io.github.jobtide.cli;

import io.github.jobtide.gateway.Build;
import io.github.jobtide.jobs.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/** Asks a server for a page, within bounds of size and time. Redirections are not followed. */
final class PageFetch {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration HEAD = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(60);
    /** Of a page that is held in memory, and of one that is read as it comes. */
    private static final long MAX_BYTES = 256 << 20;
    private static final long MAX_STREAMED_BYTES = 2L << 30;

    private PageFetch() {}

    /**
     * What a server may want of whoever asks.
     *
     * @param authorization a header's value
     * @param tls in place of what this Java trusts
     */
    record Access(Optional<String> authorization, Optional<SSLContext> tls) {
        static final Access OPEN = new Access(Optional.empty(), Optional.empty());
    }

    /** Reads a page as it comes. */
    @FunctionalInterface
    interface Reading<T> {
        T read(InputStream page) throws IOException;
    }

    /**
     * The body of a 200.
     *
     * @param accept which formats are wanted
     * @throws CommandFailedException if anything else came, or nothing
     */
    static byte[] of(URI uri, String accept) throws InterruptedException {
        return of(uri, accept, WHOLE);
    }

    /**
     * The same.
     *
     * @param patience how long it may take, to the last byte of the body
     */
    static byte[] of(URI uri, String accept, Duration patience) throws InterruptedException {
        return read(uri, accept, Access.OPEN, patience, MAX_BYTES, InputStream::readAllBytes);
    }

    /** What came of reading the body of a 200, of which no more is held than the reader holds. */
    static <T> T read(URI uri, String accept, Access access, Reading<T> reading) throws InterruptedException {
        return read(uri, accept, access, WHOLE, MAX_STREAMED_BYTES, reading);
    }

    private static <T> T read(URI uri, String accept, Access access, Duration patience, long maxBytes,
            Reading<T> reading) throws InterruptedException {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1);
        access.tls().ifPresent(builder::sslContext);
        HttpClient client = builder.build();
        AtomicBoolean late = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().start(() -> endAfter(patience, client, late));
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(HEAD).header("Accept", accept)
                    .header("User-Agent", "jobtide/" + Build.current().version());
            access.authorization().ifPresent(value -> request.header("Authorization", value));
            HttpResponse<InputStream> response = client.send(request.build(),
                    BodyHandlers.limiting(BodyHandlers.ofInputStream(), maxBytes));
            try (InputStream body = response.body()) {
                requireSuccess(uri, response.statusCode());
                return reading.read(body);
            }
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be read: %s".formatted(uri, late.get()
                    ? "its answer has not ended after " + DurationText.write(patience)
                    : reason(e)));
        } finally {
            watch.interrupt();
            client.shutdownNow();
        }
    }

    /** Breaks off what is read then. */
    private static void endAfter(Duration patience, HttpClient client, AtomicBoolean late) {
        try {
            Thread.sleep(patience);
            late.set(true);
            client.shutdownNow();
        } catch (InterruptedException e) {
            // It has been read.
        }
    }

    private static void requireSuccess(URI uri, int status) {
        if (status != 200) {
            throw new CommandFailedException("%s answered %d%s".formatted(uri, status,
                    status >= 300 && status < 400 ? "; redirections are not followed" : ""));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "there is no such host, or nobody listens there";
        }
        return e.getMessage() == null ? String.valueOf(e) : e.getMessage();
    }
}
