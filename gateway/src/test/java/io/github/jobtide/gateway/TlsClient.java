package io.github.jobtide.gateway;

import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Speaks TLS to a gateway as Java's own clients do. */
final class TlsClient {
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;

    private TlsClient(SSLContext context) {
        this.context = context;
    }

    /** @param own what the client shows; null for nothing */
    static TlsClient of(TestCertificate trusted, @Nullable TestCertificate own) {
        try {
            KeyStore authorities = emptyStore();
            authorities.setCertificateEntry("authority", trusted.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? new KeyManager[0] : keys(own), trust.getTrustManagers(), null);
            return new TlsClient(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLContext context() {
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static KeyManager[] keys(TestCertificate own) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("own", own.key(), NO_PASSWORD, new X509Certificate[]{own.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    /** Sends one request over a connection of its own. */
    HttpResponse<String> ask(InetSocketAddress address, HttpClient.Version version, String method, String path,
            String body) throws IOException {
        var publisher = body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + address.getPort() + path))
                .method(method, publisher).build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).version(version).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Shakes hands with other parameters than usual, and sees an answer, by which the gateway has judged what the client showed. */
    SSLSession session(InetSocketAddress address, UnaryOperator<SSLParameters> parameters) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(),
                address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.setSSLParameters(parameters.apply(socket.getSSLParameters()));
            socket.getOutputStream().write("HEAD /-/healthy HTTP/1.0\r\n\r\n".getBytes(
                    StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != 'H') {
                throw new IOException("no answer");
            }
            return socket.getSession();
        }
    }
}
