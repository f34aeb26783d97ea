package io.github.jobtide.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks one gateway, Pushgateway or Jobtide, over HTTP. Redirects are not followed. One thread. */
final class GatewayClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_TEXT = 64 * 1024;
    private static final int SHOWN = 300;

    private final GatewayAddress address;
    private final HttpClient client;
    private final Duration patience;

    private GatewayClient(GatewayAddress address, HttpClient client, Duration patience) {
        this.address = address;
        this.client = client;
        this.patience = patience;
    }

    /**
     * @param authorities file of certificates, as PEM, that HTTPS is trusted by instead of those of Java
     * @throws MigrationException if that file cannot be used
     */
    static GatewayClient of(GatewayAddress address, Optional<Path> authorities) {
        return of(address, authorities, PATIENCE);
    }

    /** @param patience how long the head of an answer may take, and then its body */
    static GatewayClient of(GatewayAddress address, Optional<Path> authorities, Duration patience) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1);
        authorities.ifPresent(file -> builder.sslContext(trusting(file)));
        return new GatewayClient(address, builder.build(), patience);
    }

    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + trusted.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new MigrationException("the certificates in %s cannot be used: %s".formatted(file, e), e);
        }
    }

    GatewayAddress address() {
        return address;
    }

    /** Hands the body of a 200 to {@code body}. */
    <T> T get(String path, String accept, Body<T> body) {
        return ask(request(address.resolve(path)).header("Accept", accept).GET(), (status, in) -> {
            if (status != 200) {
                throw refused("GET " + path, status, text(in));
            }
            return body.read(in);
        });
    }

    /** Pushes a body of delimited protobuf. Returns why it was refused; nothing if it was not. */
    Optional<String> push(String method, URI group, byte[] body) {
        HttpRequest.Builder request = request(group).header("Content-Type", RemoteContent.PROTOBUF).method(method,
                HttpRequest.BodyPublishers.ofByteArray(body));
        return ask(request, (status, in) -> switch (status) {
            case 200, 202 -> {
                var _ = text(in); // to the end, so that the connection can be used again
                yield Optional.empty();
            }
            case 400, 413 -> Optional.of(text(in).strip());
            default -> throw refused(method + " " + group.getPath(), status, text(in));
        });
    }

    void delete(URI group) {
        var _ = ask(request(group).DELETE(), (status, in) -> {
            if (status != 202) {
                throw refused("DELETE " + group.getPath(), status, text(in));
            }
            return text(in);
        });
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(MAX_TEXT), StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(patience);
        address.authorization().ifPresent(value -> builder.header("Authorization", value));
        return builder;
    }

    /** The request's own time-out ends with the head of the answer; its body gets as long once more. */
    private <T> T ask(HttpRequest.Builder request, Answer<T> answer) {
        HttpResponse<InputStream> response = send(request.build());
        var end = new CompletableFuture<Boolean>().completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS);
        try (InputStream in = response.body()) {
            var _ = end.thenAccept(inTime -> {
                if (!inTime) {
                    close(in);
                }
            });
            return answer.read(response.statusCode(), in);
        } catch (IOException e) {
            String why = end.getNow(true) ? e.getMessage() : "it had not ended after " + patience;
            throw new MigrationException("what %s answers to %s cannot be read: %s".formatted(address,
                    response.uri().getPath(), why), e);
        } finally {
            end.complete(true);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new MigrationException("%s cannot be reached: %s".formatted(address, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while asking " + address, e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MigrationException refused(String request, int status, String body) {
        String shown = body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
        return new MigrationException("%s answered %d to %s: %s".formatted(address, status, request, shown.strip()));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Reads the body of a 200. */
    @FunctionalInterface
    interface Body<T> {
        T read(InputStream in) throws IOException;
    }

    /** Reads any answer. */
    @FunctionalInterface
    private interface Answer<T> {
        T read(int status, InputStream in) throws IOException;
    }
}
