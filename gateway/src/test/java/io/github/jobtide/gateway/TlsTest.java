package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final TestCertificate AUTHORITY = TestCertificate.authority("authority");
    /** Of the same name, because clients show only what the wanted authority seems to have signed. */
    private static final TestCertificate STRANGERS = TestCertificate.authority("authority");
    private static final TlsClient CLIENT = TlsClient.of(AUTHORITY, null);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,EC", "HTTP_2,EC", "HTTP_2,RSA"})
    void pushesAndScrapesGoOverTls(Version version, String keys) throws IOException {
        TestCertificate own = AUTHORITY.issue(keys, "gateway", Instant.now().plusSeconds(3600), "localhost");
        try (var running = start(own, "")) {
            var pushed = CLIENT.ask(running.address(), version, "PUT", "/metrics/job/a", "m 1\n");
            var page = CLIENT.ask(running.address(), version, "GET", "/metrics", "");

            assertThat(pushed.statusCode()).isEqualTo(200);
            assertThat(page.version()).isEqualTo(version);
            assertThat(page.body()).contains("m{instance=\"\",job=\"a\"} 1\n")
                    .contains("jobtide_gateway_web_config_last_reload_successful 1\n");
        }
    }

    @Test
    void withoutHttp2ClientsSpeakTheOlderOne() throws IOException {
        try (var running = start("\nhttp_server_config: {http2: false}")) {
            assertThat(CLIENT.ask(running.address(), Version.HTTP_2, "GET", "/", "").version())
                    .isEqualTo(Version.HTTP_1_1);
        }
    }

    @Test
    void whoSpeaksWithoutTlsIsToldSo() throws IOException {
        try (var running = start(""); var plain = running.connect()) {
            var answer = plain.ask("PUT", "/metrics/job/a", "", "m 1\n");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("Client sent an HTTP request to an HTTPS server.\n");
        }
    }

    @Test
    void whoSpeaksNeitherIsCutOff() throws IOException {
        try (var running = start(""); var other = running.connect()) {
            other.send("EHLO there\r\n");

            assertThat(other.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"RequestClientCert,none,yes", "RequestClientCert,stranger,yes", "RequireAnyClientCert,none,no",
            "RequireAnyClientCert,stranger,yes", "RequireClientCert,none,no", "VerifyClientCertIfGiven,none,yes",
            "VerifyClientCertIfGiven,stranger,no", "VerifyClientCertIfGiven,known,yes",
            "RequireAndVerifyClientCert,none,no", "RequireAndVerifyClientCert,stranger,no",
            "RequireAndVerifyClientCert,expired,no", "RequireAndVerifyClientCert,known,yes"})
    void clientsAreAskedForCertificatesAsTheirTypeSays(String type, String shown, String enters) throws IOException {
        try (var running = start("client_auth_type: %s, client_ca_file: authority.crt".formatted(type))) {
            TlsClient client = TlsClient.of(AUTHORITY, switch (shown) {
                case "none" -> null;
                case "stranger" -> STRANGERS.issue("stranger", "job.example");
                case "expired" -> AUTHORITY.issueExpired("job", "job.example");
                default -> AUTHORITY.issue("job", "job.example");
            });

            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                assertThat(enters(client, running, version)).as(version).isEqualTo(enters.equals("yes"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"job.example,yes", "10.0.0.1,yes", "other.example,no", "2001:db8::1,yes", "2001:db8::2,no",
            "URI:spiffe://job,yes", "email:job.example,yes", "URI:spiffe://other,no"})
    void onlyClientsWithAnAllowedNameEnter(String name, String enters) throws IOException {
        try (var running = start("client_auth_type: RequireAndVerifyClientCert, client_ca_file: authority.crt, "
                + "client_allowed_sans: [job.example, 10.0.0.1, '2001:db8::1', 'spiffe://job']")) {
            TlsClient client = TlsClient.of(AUTHORITY, AUTHORITY.issue("job.example", "third.example", name));

            assertThat(enters(client, running, "TLSv1.3")).isEqualTo(enters.equals("yes"));
        }
    }

    private static boolean enters(TlsClient client, RunningGateway running, String version) {
        try {
            return session(client, running, version).getProtocol().equals(version);
        } catch (IOException e) {
            return false;
        }
    }

    private static SSLSession session(TlsClient client, RunningGateway running, String... versions)
            throws IOException {
        return client.session(running.address(), parameters -> {
            parameters.setProtocols(versions);
            return parameters;
        });
    }

    @Test
    void onlyTheVersionsThatAreAllowedAreSpoken() throws IOException {
        try (var running = start("max_version: TLS12")) {
            assertThat(session(CLIENT, running, "TLSv1.3", "TLSv1.2").getProtocol()).isEqualTo("TLSv1.2");
            assertThatThrownBy(() -> session(CLIENT, running, "TLSv1.3")).isInstanceOf(SSLException.class);
        }
        try (var running = start("min_version: TLS13")) {
            assertThatThrownBy(() -> session(CLIENT, running, "TLSv1.2")).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void onlyTheCiphersThatAreNamedAreSpokenInTheirOrder() throws IOException {
        try (var running = start("cipher_suites: [TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "
                + "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]")) {
            assertThat(session(CLIENT, running, "TLSv1.2").getCipherSuite())
                    .isEqualTo("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
            assertThatThrownBy(() -> CLIENT.session(running.address(), parameters -> {
                parameters.setCipherSuites(new String[]{"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
                return parameters;
            })).isInstanceOf(SSLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void onlyTheCurvesThatAreNamedAreSpoken(String version) throws IOException {
        try (var running = start("curve_preferences: [CurveP384, CurveP256]")) {
            assertThat(curves(running, version, "x25519", "secp256r1")).isTrue();
            assertThat(curves(running, version, "x25519")).isFalse();
        }
    }

    private static boolean curves(RunningGateway running, String version, String... names) {
        try {
            return TlsClient.of(AUTHORITY, null).session(running.address(), parameters -> {
                parameters.setProtocols(new String[]{version});
                parameters.setNamedGroups(names);
                return parameters;
            }).isValid();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void connectionsThatNeverShakeHandsCountToo() throws IOException {
        try (var running = start(AUTHORITY.issue("gateway", "localhost"), "", 3)) {
            try (var _ = running.connect(); var _ = running.connect(); var fourth = running.connect()) {
                assertThat(fourth.isAtEnd()).isTrue();
            }
            while (!enters(CLIENT, running, "TLSv1.3")) {
                Thread.onSpinWait();
            }
        }
    }

    private RunningGateway start(String more) throws IOException {
        return start(AUTHORITY.issue("gateway", "localhost"), more);
    }

    private RunningGateway start(TestCertificate own, String more) throws IOException {
        return start(own, more, 1000);
    }

    private RunningGateway start(TestCertificate own, String more, int maxConnections) throws IOException {
        Files.writeString(folder.resolve("authority.crt"), AUTHORITY.certificatePem());
        Files.writeString(folder.resolve("own.pem"), own.certificatePem() + own.keyPem());
        String tls = "tls_server_config: {cert_file: own.pem, key_file: own.pem";
        Path file = Files.writeString(folder.resolve("web.yml"),
                more.startsWith("\n") ? tls + "}" + more : tls + ", " + more + "}");
        return RunningGateway.start(web -> web.withConfigFile(file),
                bounds -> bounds.withConnections(maxConnections));
    }
}
