package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.gateway.access.TlsSettings.ClientAuth;
import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebFileReaderTest {
    private static final String HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
    private static final TestCertificate AUTHORITY = TestCertificate.authority("authority");
    private static final TestCertificate OWN = AUTHORITY.issue("gateway", "localhost");

    @TempDir
    private Path folder;

    @Test
    void everythingThatAFileMaySayIsRead() throws IOException {
        WebFile file = read("""
                tls_server_config:
                  cert_file: own.crt
                  key_file: keys/own.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: authority.crt
                  client_allowed_sans: [job.example, other.example]
                  min_version: TLS12
                  max_version: TLS13
                  cipher_suites:
                    - TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
                    - TLS_AES_128_GCM_SHA256
                  curve_preferences: [X25519, CurveP256]
                  prefer_server_cipher_suites: false
                http_server_config:
                  http2: false
                  headers:
                    X-Frame-Options: deny
                    Strict-Transport-Security: max-age=31536000
                basic_auth_users:
                  alice: %s
                  "bob the 2nd": '%s'
                rate_limit:
                  interval: 10ms
                  burst: 20
                """.formatted(HASH, HASH));

        TlsSettings tls = file.tls().orElseThrow();
        assertThat(tls.chain()).containsExactly(OWN.certificate());
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.REQUIRE_AND_VERIFY);
        assertThat(tls.clientAuthorities()).containsExactly(AUTHORITY.certificate());
        assertThat(tls.allowedSans()).containsExactlyInAnyOrder("job.example", "other.example");
        assertThat(tls.versions()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(tls.cipherSuites()).containsExactly("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        assertThat(tls.curves()).containsExactly("x25519", "secp256r1");
        assertThat(file.http2()).isFalse();
        assertThat(file.headers()).containsOnly(entry("X-Frame-Options", "deny"),
                entry("Strict-Transport-Security", "max-age=31536000"));
        assertThat(file.users()).containsOnly(entry("alice", HASH), entry("bob the 2nd", HASH));
        assertThat(file.rateLimit()).contains(new WebFile.RateLimit(Duration.ofMillis(10), 20));
    }

    @Test
    void anEmptyFileAsksForNothing() throws IOException {
        WebFile nothing = new WebFile(Optional.empty(), true, Map.of(), Map.of(), Optional.empty());

        assertThat(read("")).isEqualTo(nothing);
        assertThat(read("# nothing yet\n---\n")).isEqualTo(nothing);
        assertThat(read("tls_server_config:\nbasic_auth_users:\nhttp_server_config:\nrate_limit:\n"))
                .isEqualTo(nothing);
    }

    @Test
    void keysAndCertificatesMayStandInTheFileItself() throws IOException {
        WebFile file = read(
                "tls_server_config:\n  cert: |\n%s  key: |\n%s  client_ca: |\n%s  client_auth_type: VerifyClientCertIfGiven\n"
                        .formatted(OWN.certificatePem().indent(4), OWN.keyPem().indent(4),
                                AUTHORITY.certificatePem().indent(4)));

        assertThat(file.tls().orElseThrow().key()).isEqualTo(OWN.key());
        assertThat(file.tls().orElseThrow().clientAuth()).isEqualTo(ClientAuth.VERIFY_IF_GIVEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "a: 1 | line 1: there is no key 'a'; there are: tls_server_config, http_server_config, basic_auth_users, rate_limit",
            "rate_limit: {interval: 1s, burst: 1, c: 2} | line 1: there is no key 'c' in rate_limit; there are: interval, burst",
            "\"rate_limit:\n  interval: 1s\n  burst: 0\n\" | line 3: rate_limit.burst: interval must not be negative and burst at least 1, or no request would pass",
            "rate_limit: {interval: 5} | line 1: rate_limit.interval: '5' is not a duration; write for example 90s, 5m or 1h30m",
            "rate_limit: {interval: 5s, burst: x} | line 1: rate_limit.burst: must be a whole number",
            "basic_auth_users: {a: $2y$15$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi} | line 1: basic_auth_users.a: has the cost 15; it may be from 4 to 14, because each new password takes time",
            "basic_auth_users: {a: [b]} | line 1: basic_auth_users.a: must be one value",
            "basic_auth_users: [b] | line 1: here must be a mapping, of lines such as 'key: value'",
            "\"basic_auth_users:\n  a: 1\n  a: 2\n\" | line 3: 'a' is given twice",
            "http_server_config: {http2: perhaps} | line 1: http_server_config.http2: must be true or false",
            "http_server_config: {headers: {X-Frame-Options: DENY}} | line 1: http_server_config.headers.X-Frame-Options: must be deny or sameorigin",
            "http_server_config: {headers: {Server: a}} | line 1: there is no key 'Server' in http_server_config.headers; there are: Content-Security-Policy, Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options, X-XSS-Protection",
            "\"http_server_config: {headers: {X-XSS-Protection: \"\"a\\nb\"\"}}\" | line 1: http_server_config.headers.X-XSS-Protection: may hold printable ASCII only",
            "tls_server_config: {min_version: TLS12} | line 1: tls_server_config.cert_file: one of cert_file and cert must be given",
            "tls_server_config: {cert_file: own.crt} | line 1: tls_server_config.key_file: one of key_file and key must be given",
            "tls_server_config: {cert_file: own.crt, cert: a} | line 1: tls_server_config.cert: one of cert_file and cert must be given",
            "\"a:\n  - b\n c: d\" | line 3: this is not YAML",
            "\"basic_auth_users:\n  a: *secret\n\" | line 2: this is not YAML"})
    void whatIsWrongIsToldWithItsPlace(String yaml, String complaint) throws IOException {
        String place = folder.resolve("web.yml") + ", ";

        assertThatThrownBy(() -> read(yaml)).isInstanceOf(GatewayException.class)
                .hasMessage(place + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "client_auth_type: Maybe | client_auth_type: 'Maybe' is not known here; there are: NoClientCert, RequestClientCert, RequireAndVerifyClientCert, RequireAnyClientCert, RequireClientCert, VerifyClientCertIfGiven",
            "client_ca_file: authority.crt | client_ca_file: has no effect while no client is asked for a certificate; set client_auth_type, for example to RequireAndVerifyClientCert",
            "client_allowed_sans: [a] | client_allowed_sans: has no effect while no client is asked for a certificate; set client_auth_type, for example to RequireAndVerifyClientCert",
            "min_version: TLS11 | min_version: 'TLS11' is not spoken here; there are: TLS12, TLS13",
            "max_version: SSL3 | max_version: 'SSL3' is not spoken here; there are: TLS12, TLS13",
            "curve_preferences: [P1] | curve_preferences: 'P1' is not known here; there are: CurveP256, CurveP384, CurveP521, X25519",
            "curve_preferences: X25519 | curve_preferences: must be a list, such as [a, b]",
            "prefer_server_cipher_suites: 2 | prefer_server_cipher_suites: must be true or false"})
    void whatIsWrongWithTlsIsTold(String line, String complaint) {
        assertThatThrownBy(() -> readTls(line)).isInstanceOf(GatewayException.class)
                .hasMessage("%s, line 4: tls_server_config.%s".formatted(folder.resolve("web.yml"), complaint));
    }

    @Test
    void anUnknownCipherIsToldWithAllThatThereAre() {
        assertThatThrownBy(() -> readTls("cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]"))
                .hasMessageContaining("'TLS_RSA_WITH_AES_128_CBC_SHA' is not known here; there are: TLS_ECDHE_ECDSA_")
                .hasMessageContaining("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void versionsMayNotCrossEachOther() {
        assertThatThrownBy(() -> readTls("min_version: TLS13\n  max_version: TLS12"))
                .hasMessageEndingWith("line 4: tls_server_config.min_version: is above max_version");
    }

    @Test
    void aWrongHashIsNotQuoted() {
        assertThatThrownBy(() -> read("basic_auth_users: {alice: sesame}"))
                .hasMessage(folder.resolve("web.yml") + ", line 1: basic_auth_users.alice: is not a hash of bcrypt"
                        + " ($2y$10$…); make one with: htpasswd -nBC 10 \"\"");
    }

    @Test
    void aFileThatIsNamedAndNotThereIsTold() {
        assertThatThrownBy(() -> read("tls_server_config: {cert_file: none.crt, key_file: none.key}"))
                .hasMessage("cannot read %s: there is no such file".formatted(folder.resolve("none.crt")));
    }

    @Test
    void theExampleInTheManualIsRight() throws IOException {
        String manual = Files.readString(Path.of("../docs/operating.md"));
        String example = manual.substring(manual.indexOf("```yaml\n") + 8);
        Files.createDirectories(folder.resolve("tls"));
        Files.writeString(folder.resolve("tls/gateway.crt"), OWN.certificatePem());
        Files.writeString(folder.resolve("tls/gateway.key"), OWN.keyPem());
        Files.writeString(folder.resolve("tls/clients-ca.crt"), AUTHORITY.certificatePem());

        WebFile file = read(example.substring(0, example.indexOf("```")));

        assertThat(file.headers()).hasSize(5);
        assertThat(file.users()).containsOnlyKeys("prometheus", "jobs");
        assertThat(file.rateLimit()).contains(new WebFile.RateLimit(Duration.ofMillis(1), 1000));
        assertThat(file.tls().orElseThrow().allowedSans()).hasSize(2);
    }

    private WebFile readTls(String line) throws IOException {
        return read("tls_server_config:\n  cert_file: own.crt\n  key_file: keys/own.key\n  " + line + "\n");
    }

    private WebFile read(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("own.crt"), OWN.certificatePem());
        Files.writeString(folder.resolve("keys/own.key"), OWN.keyPem());
        Files.writeString(folder.resolve("authority.crt"), AUTHORITY.certificatePem());
        return WebFileReader.read(Files.writeString(folder.resolve("web.yml"), yaml), new Sources());
    }
}
