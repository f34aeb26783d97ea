package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.push.Delivery.Delivered;
import io.github.jobtide.push.Delivery.Unreachable;
import io.github.jobtide.push.Delivery.Unusable;
import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateCaTest {
    private static final TestCertificate AUTHORITY = TestCertificate.authority("Company CA");
    private static final TestCertificate STRANGER = TestCertificate.authority("Another CA");
    private static final TestCertificate GATEWAY = AUTHORITY.issue("gateway", "localhost", "127.0.0.1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void aGatewayOfOnesOwnCaIsBelieved(String host) throws Exception {
        try (RawServer server = serve(GATEWAY, false)) {
            assertThat(push(server, host, trusting(AUTHORITY))).isInstanceOf(Delivered.class);
            assertThat(server.requests.get(0)).startsWith("POST /metrics/job/backup HTTP/1.1\r\nHost: " + host + ":");
        }
    }

    @Test
    void oneOfAnotherCaIsNot() throws Exception {
        try (RawServer server = serve(GATEWAY, false)) {
            String reason = "the certificate of localhost is signed by nobody that is trusted here; name its CA's file";
            assertThat(push(server, "localhost", trusting(STRANGER))).isEqualTo(untrusted(reason));
            assertThat(push(server, "localhost", TlsFiles.NONE)).isEqualTo(untrusted(reason));
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void oneWhoseCertificateHasExpiredIsNot() throws Exception {
        try (RawServer server = serve(AUTHORITY.issueExpired("gateway", "localhost"), false)) {
            assertThat(push(server, "localhost", trusting(AUTHORITY)))
                    .isEqualTo(untrusted("the certificate of localhost has expired; renew it there"));
        }
    }

    @Test
    void oneOfAnotherNameIsNot() throws Exception {
        try (RawServer server = serve(AUTHORITY.issue("gateway", "push.example.com"), false)) {
            assertThat(push(server, "localhost", trusting(AUTHORITY)))
                    .isEqualTo(untrusted("the certificate of localhost is"
                            + " not made out to that name (No subject alternative DNS name matching localhost found.)"));
        }
    }

    @Test
    void plainHttpAndTlsAreToldApart() throws Exception {
        try (RawServer plain = RawServer.start((in, out) -> {
            in.read(new byte[100]);
            out.write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }); RawServer secure = serve(GATEWAY, false)) {
            assertThat(push(plain, "localhost", trusting(AUTHORITY)))
                    .isEqualTo(untrusted("localhost does not speak TLS on port "
                            + plain.port() + "; write http:// if that is meant"));
            assertThat(Pushes.pusher().replay(secure.target(), Pushes.small(), Pushes.BUDGET))
                    .isEqualTo(new Unreachable(
                            Trouble.ANSWER, "the other side speaks TLS; write https:// instead of http://", 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"EC, PRIVATE KEY", "EC, EC PRIVATE KEY", "RSA, PRIVATE KEY", "RSA, RSA PRIVATE KEY"})
    void aGatewayThatWantsACertificateGetsIt(String algorithm, String kind) throws Exception {
        TestCertificate client = AUTHORITY.issue(algorithm, "client", tomorrow());
        try (RawServer server = serve(GATEWAY, true)) {
            TlsFiles files = new TlsFiles(Optional.of(file("ca.pem", AUTHORITY.certificatePem())),
                    Optional.of(file("client.pem", client.certificatePem())),
                    Optional.of(file("client.key", pem(kind, client.key()))));

            assertThat(push(server, "localhost", files)).isInstanceOf(Delivered.class);
        }
    }

    @Test
    void oneThatGetsNoneOrAStrangersSaysSo() throws Exception {
        TestCertificate client = STRANGER.issue("client");
        TlsFiles stranger = new TlsFiles(Optional.of(file("ca.pem", AUTHORITY.certificatePem())),
                Optional.of(file("client.pem", client.certificatePem())),
                Optional.of(file("client.key", client.keyPem())));
        try (RawServer server = serve(GATEWAY, true)) {
            for (TlsFiles files : new TlsFiles[]{trusting(AUTHORITY), stranger}) {
                Delivery delivery = push(server, "localhost", files);

                // Whether a stranger's certificate is kept back or sent and refused is the TLS library's choice.
                Path shown = folder.resolve("client.pem");
                List<String> reasons = files.equals(stranger)
                        ? List.of("localhost wants a client certificate of another authority than " + shown,
                                "localhost refuses the client certificate " + shown
                                        + "; it takes those of another authority")
                        : List.of("localhost wants a client certificate, and none was shown; name it with its key (");
                assertThat(delivery).isInstanceOfSatisfying(Unreachable.class,
                        unreachable -> assertThat(reasons).anyMatch(unreachable.reason()::startsWith));
            }
        }
    }

    @Test
    void oneWhoseOwnCertificateHasExpiredIsToldSo() throws Exception {
        TestCertificate client = AUTHORITY.issueExpired("client");
        TlsFiles files = new TlsFiles(Optional.of(file("ca.pem", AUTHORITY.certificatePem())),
                Optional.of(file("client.pem", client.certificatePem())),
                Optional.of(file("client.key", client.keyPem())));
        try (RawServer server = serve(GATEWAY, true)) {
            assertThat(push(server, "localhost", files)).isInstanceOfSatisfying(Unreachable.class,
                    unreachable -> assertThat(unreachable.reason()).startsWith("the client certificate "
                            + folder.resolve("client.pem") + " has expired; renew it ("));
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamedAndNotQuoted() throws Exception {
        Path empty = file("empty.pem", "s3cret");
        Path key = file("key.pem", AUTHORITY.issue("RSA", "c", tomorrow()).keyPem());
        Path certificate = file("certificate.pem", AUTHORITY.issue("RSA", "c", tomorrow()).certificatePem());

        assertThat(unusable(new TlsFiles(Optional.of(folder.resolve("missing")), Optional.empty(), Optional.empty())))
                .isEqualTo(folder.resolve("missing") + " cannot be read: there is no such file");
        assertThat(unusable(new TlsFiles(Optional.of(empty), Optional.empty(), Optional.empty()))).isEqualTo(
                "the CA file " + empty + " holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        assertThat(unusable(new TlsFiles(Optional.empty(), Optional.of(certificate), Optional.of(key))))
                .isEqualTo("the client key " + key + " holds the private key of another certificate");
        assertThat(unusable(new TlsFiles(Optional.empty(), Optional.of(certificate), Optional.of(empty))))
                .isEqualTo("the client key " + empty + " holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    @Test
    void byAProxyTlsGoesThroughATunnel() throws Exception {
        try (RawServer server = serve(GATEWAY, false); RawServer proxy = Tunnel.start()) {
            Map<String, String> environment = Map.of("https_proxy", "http://me:s3cret@127.0.0.1:" + proxy.port());

            Delivery delivery = Pushes.pusher(new FakeTimer(), environment).push(
                    Target.of("https://localhost:" + server.port(), new Credentials.None(), trusting(AUTHORITY)),
                    Pushes.small(), Pushes.BUDGET);

            assertThat(delivery).isInstanceOf(Delivered.class);
            assertThat(proxy.requests)
                    .containsExactly("CONNECT localhost:" + server.port() + " HTTP/1.1\r\nHost: localhost:"
                            + server.port() + "\r\nProxy-Authorization: Basic bWU6czNjcmV0\r\n\r\n");
            assertThat(server.requests.get(0)).doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void aProxyThatGivesNoWaySaysWhy() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 407 Who are you\r\n\r\n")) {
            Map<String, String> environment = Map.of("HTTPS_PROXY", "127.0.0.1:" + proxy.port());

            Delivery delivery = Pushes.pusher(new FakeTimer(), environment).replay(
                    Target.of("https://push.example.com", new Credentials.None(), TlsFiles.NONE), Pushes.small(),
                    Pushes.BUDGET);

            assertThat(delivery).isEqualTo(new Unreachable(Trouble.PROXY, "the proxy 127.0.0.1:" + proxy.port()
                    + " gives no way to push.example.com: status 407", 1));
        }
    }

    private static Instant tomorrow() {
        return Instant.now().plusSeconds(86_400);
    }

    private static Unreachable untrusted(String reason) {
        return new Unreachable(Trouble.TRUST, reason, 1);
    }

    private static String unusable(TlsFiles files) {
        Target target = Target.of("https://127.0.0.1:1", new Credentials.None(), files);
        return ((Unusable) Pushes.pusher().push(target, Pushes.small(), Pushes.BUDGET)).reason();
    }

    private static Delivery push(RawServer server, String host, TlsFiles files) {
        Target target = Target.of("https://" + host + ":" + server.port(), new Credentials.None(), files);
        return Pushes.pusher().push(target, Pushes.small(), Pushes.BUDGET);
    }

    private TlsFiles trusting(TestCertificate authority) throws IOException {
        return new TlsFiles(Optional.of(file("trusted.pem", authority.certificatePem())), Optional.empty(),
                Optional.empty());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A bare key is what stands last in its PKCS #8 frame. */
    private static String pem(String kind, PrivateKey key) {
        byte[] der = key.getEncoded();
        if (!kind.equals("PRIVATE KEY")) {
            int at = 2 + (der[1] < 0 ? der[1] & 0x7f : 0); // Behind the head of the frame
            at += 3; // and its version.
            at += 2 + der[at + 1]; // and its algorithm
            int head = 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
            der = Arrays.copyOfRange(der, at + head, der.length);
        }
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    private static RawServer serve(TestCertificate certificate, boolean wantsClient)
            throws GeneralSecurityException, IOException {
        char[] password = {};
        KeyStore keys = KeyStore.getInstance("JKS");
        keys.load(null, password);
        keys.setKeyEntry("server", certificate.key(), password, new Certificate[]{certificate.certificate()});
        keys.setCertificateEntry("authority", AUTHORITY.certificate());
        KeyManagerFactory own = KeyManagerFactory.getInstance("SunX509");
        own.init(keys, password);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        SSLServerSocket listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(wantsClient);
        RawServer[] self = new RawServer[1];
        self[0] = RawServer.start(listener, (in, out) -> {
            self[0].requests.add(RawServer.readRequest(in));
            out.write(RawServer.status(200).getBytes(StandardCharsets.US_ASCII));
        });
        return self[0];
    }
}
