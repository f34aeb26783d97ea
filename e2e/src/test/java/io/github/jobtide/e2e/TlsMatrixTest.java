package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and passwords with curl and Prometheus as clients: who comes in, who does not, and what changes while the gateway runs. */
final class TlsMatrixTest {
    /** Of "sesame" and of "open", cost 4. */
    private static final String SESAME = "$2a$04$ylVsjoqf.5/7kCafNF9hFOVcWbDoyl.rg/qGmOcdLInuNoqZ3iv4u";
    private static final String OPEN = "$2a$04$185TXW5HE5bRaJce9cdX5e7m28DPzgGGZG04oOMTHqu8NZZ9laFQS";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TlsFolder tls = new TlsFolder();

    @Test
    void curlComesInIfItTrustsTheAuthorityAndOnlyThen() {
        try (ServerProcess gateway = start("", "")) {
            tls.write("other.crt", TestCertificate.authority("other").certificatePem());

            assertThat(curl(gateway, "/-/healthy").body()).isEqualTo("OK");
            assertThat(curl(gateway, "/metrics/job/a", "--data-binary", "m 1\n").answer()).isEqualTo(200);
            assertThat(curl(gateway, "/metrics", "--http2").body()).contains("m{instance=\"\",job=\"a\"} 1\n");
            assertThat(Curl.run(url(gateway, "/-/healthy"), "--cacert", tls.path("other.crt").toString()).status())
                    .as("the certificate is not trusted").isEqualTo(60);
            assertThat(curl(gateway, "/-/healthy", "--tlsv1.0", "--tls-max", "1.1", "--ciphers", "ALL:@SECLEVEL=0")
                    .failed()).as("TLS 1.1").isTrue();
            Curl.Result plain = Curl.run(url(gateway, "/-/healthy").replace("https:", "http:"));
            assertThat(plain.answer()).isEqualTo(400);
            assertThat(plain.body()).isEqualTo("Client sent an HTTP request to an HTTPS server.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "elsewhere.example"})
    void curlRefusesACertificateThatIsNotGoodForIt(String flaw) {
        tls.keep("gateway", flaw.equals("expired")
                ? tls.authority().issueExpired("gateway", "localhost")
                : tls.authority().issue("gateway", flaw));
        try (ServerProcess gateway = start("", "")) {
            assertThat(curl(gateway, "/-/healthy").status()).isEqualTo(60);
        }
    }

    @ParameterizedTest
    @CsvSource({"none,no", "job,yes", "strangers,no", "expired,no", "othername,no"})
    void onlyAClientWithTheRightCertificateComesIn(String shown, String comesIn) {
        tls.keep("job", tls.authority().issue("job", "job.example"));
        tls.keep("strangers", TestCertificate.authority("authority").issue("job", "job.example"));
        tls.keep("expired", tls.authority().issueExpired("job", "job.example"));
        tls.keep("othername", tls.authority().issue("job", "other.example"));
        try (ServerProcess gateway = start("client_auth_type: RequireAndVerifyClientCert\nclient_ca_file: ca.crt\n"
                + "client_allowed_sans: [job.example]", "")) {
            Curl.Result result = shown.equals("none")
                    ? curl(gateway, "/metrics/job/a", "--data-binary", "m 1\n")
                    : curl(gateway, "/metrics/job/a", "--data-binary", "m 1\n", "--cert",
                            tls.path(shown + ".crt").toString(), "--key", tls.path(shown + ".key").toString());

            assertThat(result.answer()).isEqualTo(comesIn.equals("yes") ? 200 : 0);
            assertThat(result.failed()).isEqualTo(comesIn.equals("no"));
        }
    }

    @Test
    void usersChangeWhileTheGatewayRuns() {
        try (ServerProcess gateway = start("", "basic_auth_users: {alice: %s}".formatted(SESAME))) {
            assertThat(curl(gateway, "/metrics").answer()).isEqualTo(401);
            assertThat(curl(gateway, "/metrics", "--user", "alice:wrong").answer()).isEqualTo(401);
            assertThat(curl(gateway, "/metrics", "--user", "bob:sesame").answer()).isEqualTo(401);
            assertThat(curl(gateway, "/metrics", "--user", "alice:sesame").answer()).isEqualTo(200);

            tls.configure("", "basic_auth_users: {alice: %s}".formatted(OPEN));

            await(() -> curl(gateway, "/metrics", "--user", "alice:open").answer() == 200);
            assertThat(curl(gateway, "/metrics", "--user", "alice:sesame").answer()).isEqualTo(401);
            assertThat(gateway.output()).doesNotContain("sesame", SESAME, OPEN);
        }
    }

    @Test
    void aCertificateChangesWhileTheGatewayRuns() throws IOException {
        tls.keep("gateway", tls.authority().issueExpired("gateway", "localhost"));
        try (ServerProcess gateway = start("", "")) {
            assertThat(curl(gateway, "/-/healthy").status()).isEqualTo(60);

            tls.keep("new", tls.authority().issue("gateway", "localhost"));
            for (String kind : List.of(".crt", ".key")) {
                Files.move(tls.path("new" + kind), tls.path("gateway" + kind), StandardCopyOption.ATOMIC_MOVE);
            }

            await(() -> curl(gateway, "/-/healthy").answer() == 200);
        }
    }

    @Test
    void aBrokenFileChangesNothingIsToldOnceAndIsTakenWhenMended() {
        String users = "basic_auth_users: {alice: %s}".formatted(SESAME);
        String[] alice = {"--user", "alice:sesame"};
        try (ServerProcess gateway = start("", users)) {
            tls.configure("", users + "\nnonsense: 1");
            await(() -> curl(gateway, "/metrics", alice).body().contains("last_reload_successful 0\n"));
            Pause.of(Duration.ofSeconds(3));

            assertThat(curl(gateway, "/metrics").answer()).isEqualTo(401);
            assertThat(gateway.output().lines().filter(line -> line.contains("web configuration not taken")))
                    .hasSize(1).allMatch(line -> line.contains("line 5: there is no key 'nonsense'"));
            gateway.hangUp();
            await(() -> gateway.output().lines().filter(line -> line.contains("configuration not taken"))
                    .count() == 2);

            tls.configure("", users);
            await(() -> curl(gateway, "/metrics", alice).body().contains("last_reload_successful 1\n"));
        }
    }

    @Test
    void onHangUpTheFileIsReadAtOnceChangedOrNot() {
        try (ServerProcess gateway = start("", "")) {
            gateway.hangUp();

            await(() -> gateway.output().contains("web configuration read again"));
            assertThat(curl(gateway, "/-/healthy").answer()).isEqualTo(200);
        }
    }

    /** The other half of D15. */
    @ParameterizedTest
    @CsvSource({"nonsense: 1,there is no key 'nonsense'", "basic_auth_users: {a: b},is not a hash of bcrypt"})
    void aBrokenFileAtStartEndsItWithOneAndOneLine(String line, String complaint) {
        Path file = tls.write("web.yml", line + "\n");

        assertThatThrownBy(() -> JobtideGateway.startGuarded(file, 200))
                .hasMessageContaining("ended with status 1").hasMessageContaining(complaint)
                .hasMessageContaining("web.yml, line 1: ").message().hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {Prometheus.NEWEST, Prometheus.DEBIAN_12})
    void prometheusScrapesOverTlsWithPasswordAndCertificateAndNotWithout(String peer) {
        tls.keep("job", tls.authority().issue("prometheus", "prometheus.example"));
        String certificate = ", cert_file: %s, key_file: %s".formatted(tls.path("job.crt"), tls.path("job.key"));
        try (ServerProcess gateway = start("client_auth_type: VerifyClientCertIfGiven\nclient_ca_file: ca.crt",
                "basic_auth_users: {prometheus: %s}".formatted(SESAME))) {
            assertThat(scrapes(peer, gateway, "ca.crt", certificate, "sesame")).isTrue();
            assertThat(scrapes(peer, gateway, "ca.crt", "", "sesame")).isTrue();
            assertThat(scrapes(peer, gateway, "ca.crt", certificate, "wrong")).isFalse();
            assertThat(scrapes(peer, gateway, "job.crt", certificate, "sesame")).isFalse();
        }
    }

    /** Whether a scrape succeeds soon, of which the first may take longer than it may; or ten in a row fail. */
    private boolean scrapes(String peer, ServerProcess gateway, String authority, String certificate,
            String password) {
        String scrape = """
                    scheme: https
                    tls_config: {ca_file: %s, server_name: localhost%s}
                    basic_auth: {username: prometheus, password: %s}
                """.formatted(tls.path(authority), certificate, password);
        try (Prometheus prometheus = Prometheus.start(peer, scrape, gateway.port())) {
            prometheus.await("max_over_time(up[1m]) == 1 or count_over_time(up[1m]) >= 10", found -> !found.isEmpty());
            return !prometheus.query("max_over_time(up[1m]) == 1").isEmpty();
        }
    }

    private ServerProcess start(String moreOfTls, String more) {
        return JobtideGateway.startGuarded(tls.configure(moreOfTls, more), 400);
    }

    private Curl.Result curl(ServerProcess gateway, String path, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--cacert";
        all[1] = tls.path("ca.crt").toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Curl.run(url(gateway, path), all);
    }

    private static String url(ServerProcess gateway, String path) {
        return "https://localhost:" + gateway.port() + path;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(deadline);
            Pause.of(Duration.ofMillis(100));
        }
    }
}
