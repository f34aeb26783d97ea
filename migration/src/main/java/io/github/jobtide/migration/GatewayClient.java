package io.github.jobtide.migration;

import java.io.IOException;
import java.io.InputStream;
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
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks one gateway, Pushgateway or Jobtide, over HTTP. Redirects are not followed. One thread. */
final class GatewayClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final int SHOWN = 300;

    private final GatewayAddress address;
    private final HttpClient client;

    private GatewayClient(GatewayAddress address, HttpClient client) {
        this.address = address;
        this.client = client;
    }

    /**
     * @param authorities file of certificates, as PEM, that HTTPS is trusted by instead of those of Java
     * @throws MigrationException if that file cannot be used
     */
    static GatewayClient of(GatewayAddress address, Optional<Path> authorities) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1);
        authorities.ifPresent(file -> builder.sslContext(trusting(file)));
        return new GatewayClient(address, builder.build());
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
        HttpResponse<InputStream> response = send(request(address.resolve(path)).header("Accept", accept).GET().build(),
                BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw refused("GET " + path, response.statusCode(),
                        new String(in.readNBytes(SHOWN), StandardCharsets.UTF_8));
            }
            return body.read(in);
        } catch (IOException e) {
            throw new MigrationException("%s%s cannot be read: %s".formatted(address, path, e.getMessage()), e);
        }
    }

    /** Pushes a body of delimited protobuf. Returns why it was refused; nothing if it was not. */
    Optional<String> push(String method, URI group, byte[] body) {
        HttpResponse<String> response = send(request(group).header("Content-Type", RemoteContent.PROTOBUF)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
        return switch (response.statusCode()) {
            case 200, 202 -> Optional.empty();
            case 400, 413 -> Optional.of(response.body().strip());
            default -> throw refused(method + " " + group.getPath(), response.statusCode(), response.body());
        };
    }

    void delete(URI group) {
        HttpResponse<String> response = send(request(group).DELETE().build(), BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            throw refused("DELETE " + group.getPath(), response.statusCode(), response.body());
        }
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(ANSWER);
        address.authorization().ifPresent(value -> builder.header("Authorization", value));
        return builder;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new MigrationException("%s cannot be reached: %s".formatted(address, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while asking " + address, e);
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

    /** Reads an answer's body. */
    @FunctionalInterface
    interface Body<T> {
        T read(InputStream in) throws IOException;
    }
}
