package io.github.jobtide.cli;

import io.github.jobtide.gateway.Build;
import io.github.jobtide.jobs.DurationText;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a server for a page, within bounds of size and time. Redirections are not followed. */
final class PageFetch {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration HEAD = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final long MAX_BYTES = 256 << 20;

    private PageFetch() {}

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
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(HEAD).header("Accept", accept)
                    .header("User-Agent", "jobtide/" + Build.current().version()).build();
            return body(uri, client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new CommandFailedException("%s cannot be read: %s".formatted(uri, reason(e.getCause())));
        } catch (TimeoutException e) {
            throw new CommandFailedException("%s cannot be read: its answer has not ended after %s".formatted(uri,
                    DurationText.write(patience)));
        } finally {
            client.shutdownNow();
        }
    }

    private static byte[] body(URI uri, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status != 200) {
            throw new CommandFailedException("%s answered %d%s".formatted(uri, status,
                    status >= 300 && status < 400 ? "; redirections are not followed" : ""));
        }
        return response.body();
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof ConnectException) {
            return "there is no such host, or nobody listens there";
        }
        String message = cause == null ? null : cause.getMessage();
        return message == null ? String.valueOf(cause) : message;
    }
}
