package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.TestCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands against gateways with a private authority and required client certificates: what is right gets in, and each thing that is wrong has a message and an exit status of its own. */
final class CommandTlsTest {
    /** A process more for each; the others go the same way. */
    private static final Set<String> SEEN_BY_DOCTOR = Set.of("wrong authority", "no certificate",
            "expired certificate");
    private static final TlsFolder TLS = new TlsFolder();
    private static final TlsFolder ELSEWHERE = new TlsFolder();
    private static final TlsFolder EXPIRED = new TlsFolder();
    private static List<ServerProcess> gateways = List.of();

    @BeforeAll
    static void start() {
        TLS.keep("job", TLS.authority().issue("job", "job.example"));
        TLS.keep("old", TLS.authority().issueExpired("job", "job.example"));
        TLS.keep("strange", TestCertificate.authority("authority").issue("job", "job.example"));
        TLS.write("other.crt", TestCertificate.authority("other").certificatePem());
        TLS.write("broken.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        ELSEWHERE.keep("gateway", ELSEWHERE.authority().issue("gateway", "elsewhere.example"));
        EXPIRED.keep("gateway", EXPIRED.authority().issueExpired("gateway", "localhost"));
        gateways = List.of(start(TLS, "client_auth_type: RequireAndVerifyClientCert\nclient_ca_file: ca.crt"),
                start(ELSEWHERE, ""), start(EXPIRED, ""));
    }

    private static ServerProcess start(TlsFolder tls, String more) {
        return JobtideGateway.startGuarded(tls.configure(more, ""), 400);
    }

    @AfterAll
    static void stop() {
        gateways.forEach(ServerProcess::close);
    }

    private static JobCommand job(int gateway) {
        return new JobCommand("https://localhost:" + gateways.get(gateway).port());
    }

    private static String file(String name) {
        return TLS.path(name).toString();
    }

    @Test
    void whoIsRightGetsIn() {
        JobCommand job = job(0).with("JOBTIDE_CA_FILE", file("ca.crt"));

        assertThat(job.run("push", "--job=j", "--metric=a=1", "--client-cert-file=" + file("job.crt"),
                "--client-key-file=" + file("job.key"))).isEqualTo(new JobCommand.Result(0, "", ""));
        job.with("JOBTIDE_CLIENT_CERT_FILE", file("job.crt")).with("JOBTIDE_CLIENT_KEY_FILE", file("job.key"));
        assertThat(job.run("groups").out()).startsWith("/job/j\t");
        JobCommand.Result doctor = job.run("doctor");
        assertThat(doctor.out()).contains("ok    tls: both sides are who they should be\n");
        assertThat(doctor.status()).isZero();
    }

    /** What the client sees of its own certificate is the gateway's alert, and that says no more. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "no authority | 0 | - | job | the certificate of localhost is signed by nobody that is trusted here; name its CA's file",
            "wrong authority | 0 | other.crt | job | the certificate of localhost is signed by nobody that is trusted here; name its CA's file",
            "no certificate | 0 | ca.crt | - | localhost wants a client certificate, and none was shown; name it with its key (",
            "stranger's certificate | 0 | ca.crt | strange | localhost refuses the client certificate CERT; it takes those of another authority or name (",
            "expired certificate | 0 | ca.crt | old | the client certificate CERT has expired; renew it",
            "wrong host name | 1 | ELSEWHERE | - | the certificate of localhost is not made out to that name (",
            "expired gateway | 2 | EXPIRED | - | the certificate of localhost has expired; renew it there"})
    void whoIsWrongIsToldWhatIs(String what, int gateway, String authority, String certificate, String told) {
        JobCommand job = job(gateway);
        if (!authority.equals("-")) {
            job.with("JOBTIDE_CA_FILE", switch (authority) {
                case "ELSEWHERE" -> ELSEWHERE.path("ca.crt").toString();
                case "EXPIRED" -> EXPIRED.path("ca.crt").toString();
                default -> file(authority);
            });
        }
        if (!certificate.equals("-")) {
            job.with("JOBTIDE_CLIENT_CERT_FILE", file(certificate + ".crt")).with("JOBTIDE_CLIENT_KEY_FILE",
                    file(certificate + ".key"));
        }

        JobCommand.Result push = job.run("push", "--job=j", "--metric=a=1");

        String message = told.replace("CERT", file(certificate + ".crt"));
        assertThat(push.err())
                .startsWith("jobtide push: error: https://localhost:" + gateways.get(gateway).port() + ": "
                        + message)
                .hasLineCount(1);
        assertThat(push.status()).isEqualTo(3);
        if (SEEN_BY_DOCTOR.contains(what)) {
            JobCommand.Result doctor = job.run("doctor");
            assertThat(doctor.out()).contains("ok    reachable: ", "WRONG tls: " + message);
            assertThat(doctor.status()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "job.crt | strange.key | the client key FOLDER/strange.key holds the private key of another certificate",
            "job.crt | broken.key | the client key FOLDER/broken.key holds a private key that cannot be read",
            "none.crt | job.key | FOLDER/none.crt cannot be read: there is no such file"})
    void filesThatCannotBeUsedEndWithTwo(String certificate, String key, String told) {
        JobCommand.Result push = job(0).run("push", "--job=j", "--metric=a=1", "--ca-file=" + file("ca.crt"),
                "--client-cert-file=" + file(certificate), "--client-key-file=" + file(key));

        Path folder = TLS.path("");
        assertThat(push.err()).startsWith("jobtide push: error: " + told.replace("FOLDER/", folder + "/"))
                .hasLineCount(1);
        assertThat(push.status()).isEqualTo(2);
    }

    @Test
    void theWrongKindOfUrlIsTold() {
        assertThat(new JobCommand("http://localhost:" + gateways.get(0).port()).run("doctor").out()).contains(
                "WRONG alive: /-/healthy is answered with status 400: Client sent an HTTP request to an HTTPS server.");
    }
}
