package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.Await;
import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an access file changes at a running gateway, beside the matrix of who may what. */
class RolesTest {
    @TempDir
    private Path folder;

    private Principals principals;

    @BeforeEach
    void prepare() {
        principals = new Principals(folder);
    }

    @Test
    void openProbesAnswerWhoeverAsksAndClosedOnesDoNot() throws IOException {
        try (var running = start()) {
            assertThat(running.client.ask("GET", "/-/healthy").status()).isEqualTo(401);
            assertThat(running.client.ask("GET", "/-/healthy", bearer(principals.pushToken), "").status())
                    .isEqualTo(200);

            principals.write("jobtide-gateway.yml", principals.accessFile().replace("closed", "open"));

            Await.until(() -> running.client.ask("GET", "/-/healthy").status() == 200);
            assertThat(running.client.ask("GET", "/-/ready", bearer("wrong"), "").status()).isEqualTo(200);
            assertThat(running.client.ask("GET", "/metrics").status()).isEqualTo(401);
            assertThat(running.client.ask("PUT", "/-/healthy", "", "").status()).isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsTakenOutIsRefusedOnConnectionsThatAreOpen() throws IOException {
        try (var running = start()) {
            assertThat(running.client.ask("PUT", "/metrics/job/a", bearer(principals.pushToken), "m 1\n").status())
                    .isEqualTo(200);

            principals.write("jobtide-gateway.yml", principals.accessFile().replace(hash(principals.pushToken),
                    hash(principals.strangersToken)));

            Await.until(
                    () -> running.client.ask("OPTIONS", "/metrics", bearer(principals.pushToken), "").status() == 401);
            assertThat(running.client.ask("PUT", "/metrics/job/a", bearer(principals.strangersToken), "m 1\n").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aFileThatTurnsWrongKeepsWhatItSaidAndIsToldInLogAndMetric() throws IOException {
        try (var log = new LogCapture(); var running = start()) {
            assertThat(reload(running)).isEqualTo("1");

            principals.write("jobtide-gateway.yml", principals.accessFile() + "  x: {roles: [push]}\n");

            Await.until(() -> reload(running).equals("0"));
            assertThat(log.text()).contains("access configuration not taken, what it said before stays in force: "
                    + folder.resolve("jobtide-gateway.yml") + ", line 14: principals.x: has no tokens");
            principals.write("jobtide-gateway.yml", principals.accessFile());
            Await.until(() -> reload(running).equals("1"));
        }
    }

    @Test
    void aUserMustHaveAPasswordAndMayGetItTogetherWithItsRole() throws IOException {
        try (var running = start()) {
            String web = Files.readString(folder.resolve("web.yml"));
            String withNew = principals.accessFile().replace("users: [reader]", "users: [reader, newcomer]");
            principals.write("jobtide-gateway.yml", withNew);
            Await.until(() -> reload(running).equals("0"));

            principals.write("web.yml", web.replace("guest:", "newcomer:"));

            Await.until(() -> reload(running).equals("1"));
            assertThat(running.client.ask("GET", "/metrics", basic("newcomer:sesame"), "").status()).isEqualTo(200);
            assertThat(running.client.ask("GET", "/metrics", basic("guest:sesame"), "").status()).isEqualTo(401);
        }
    }

    @Test
    void aWrongFileEndsTheStart() throws IOException {
        try (var _ = start()) {
            principals.write("jobtide-gateway.yml", principals.accessFile().replace("[reader]", "[nobody]"));
        }
        var config = GatewayConfig.DEFAULT.withAccessFile(folder.resolve("jobtide-gateway.yml"))
                .withWeb(WebConfig.DEFAULT.withConfigFile(folder.resolve("web.yml")));

        assertThatThrownBy(() -> RunningGateway.start(config)).isInstanceOf(GatewayException.class)
                .hasMessage(folder.resolve("jobtide-gateway.yml") + ": principals.prometheus: the user 'nobody' has no"
                        + " password; add it to basic_auth_users of the file of --web.config.file first");
    }

    @Test
    void certificatesThatNobodyChecksMakeNobodyAPrincipal() throws IOException {
        principals.write("tls.yml", "tls_server_config: {cert_file: own.pem, key_file: own.pem, "
                + "client_auth_type: RequireAnyClientCert}\n");
        principals.write("jobtide-gateway.yml",
                "principals: {a: {roles: [push], certificate-sans: [host.example]}}");
        var config = GatewayConfig.DEFAULT.withAccessFile(folder.resolve("jobtide-gateway.yml"))
                .withWeb(WebConfig.DEFAULT.withConfigFile(folder.resolve("tls.yml")));

        assertThatThrownBy(() -> RunningGateway.start(config)).isInstanceOf(GatewayException.class)
                .hasMessageContaining("principals.a: nobody looks at the signatures of clients' certificates");
    }

    @Test
    void certificatesOfAnyPublicAuthorityMakeNobodyAPrincipal() {
        principals.write("tls.yml", "tls_server_config: {cert_file: own.pem, key_file: own.pem, "
                + "client_auth_type: VerifyClientCertIfGiven}\n");
        principals.write("jobtide-gateway.yml",
                "principals: {a: {roles: [push], certificate-sans: [host.example]}}");
        var config = GatewayConfig.DEFAULT.withAccessFile(folder.resolve("jobtide-gateway.yml"))
                .withWeb(WebConfig.DEFAULT.withConfigFile(folder.resolve("tls.yml")));

        assertThatThrownBy(() -> RunningGateway.start(config)).isInstanceOf(GatewayException.class)
                .hasMessageContaining(
                        "principals.a: whoever gets a certificate of that name from any public authority");
    }

    @Test
    void theBodyOfAnOpenProbeIsNotReadBeforeItsSenderIsKnown() throws IOException {
        try (var running = start()) {
            principals.write("jobtide-gateway.yml", principals.accessFile().replace("closed", "open"));
            Await.until(() -> {
                try (var other = RawClient.connect(running.gateway.addresses().getFirst())) {
                    return other.ask("GET", "/-/healthy").status() == 200;
                }
            });
            running.client.send(String.join("\r\n", "GET /-/healthy HTTP/1.1", "Host: x", "Content-Encoding: gzip",
                    "Content-Length: 1000000", "", ""));

            var answer = running.client.read(false);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).isEqualTo("close");
        }
    }

    /** What was asked when a connection began does not count, but what is asked now. */
    @Test
    void aCertificateCountsAsLongAsSignaturesAreLookedAtAlsoOnConnectionsThatAreOpen()
            throws IOException, InterruptedException {
        try (var running = principals.start(true, web -> web);
                var host = client(Principals.AUTHORITY.issue("any", "host.example"));
                var stranger = client(TestCertificate.authority("authority").issue("any", "host.example"))) {
            assertThat(status(host, running)).isEqualTo(200);
            String web = Files.readString(folder.resolve("web.yml"));

            principals.write("web.yml", web.replace("VerifyClientCertIfGiven", "RequestClientCert"));

            awaitStatus(401, host, running);
            assertThat(status(stranger, running)).isEqualTo(401);
            principals.write("web.yml", web);
            awaitStatus(200, host, running);
            assertThat(status(stranger, running)).isEqualTo(401);
        }
    }

    private static HttpClient client(TestCertificate certificate) {
        return HttpClient.newBuilder().sslContext(TlsClient.of(Principals.AUTHORITY, certificate).context()).build();
    }

    private static void awaitStatus(int wanted, HttpClient client, RunningGateway running)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (status(client, running) != wanted) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(deadline);
        }
    }

    private static int status(HttpClient client, RunningGateway running) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("https://localhost:%d/metrics".formatted(
                running.address().getPort()))).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void whoFailsTooOftenIsToldToWaitButARightTokenIsTakenAllTheSame() throws IOException {
        try (var log = new LogCapture(); var running = start(); var other = from(running, "127.0.0.9")) {
            int unauthorized = askUntilLimited(running, _ -> bearer(principals.strangersToken));

            assertThat(unauthorized).isBetween(30, 90);
            var limited = running.client.ask("GET", "/metrics", bearer(principals.strangersToken), "");
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.header("retry-after")).isEqualTo("1");
            assertThat(running.client.ask("GET", "/metrics", bearer(principals.readToken), "").status())
                    .isEqualTo(200);
            assertThat(other.ask("GET", "/metrics", bearer(principals.strangersToken), "").status()).isEqualTo(401);
            assertThat(log.text()).contains("request=\"GET /metrics\": too many failures from there".replace("\"", ""))
                    .doesNotContain(principals.secrets());
            assertThat(running.client.ask("GET", "/metrics", bearer(principals.readToken), "").body())
                    .contains("jobtide_gateway_access_refusals_total{reason=\"limited\"} 2\n");
        }
    }

    @Test
    void aNewPasswordIsTakenWhileWrongTokensOrAPasswordKnownAsWrongComeFromThere() throws IOException {
        try (var running = start()) {
            askUntilLimited(running, _ -> bearer(principals.strangersToken));
            assertThat(running.client.ask("GET", "/metrics", basic("reader:sesame"), "").status()).isEqualTo(200);

            askUntilLimited(running, _ -> basic("boss:wrong"));
            assertThat(running.client.ask("GET", "/metrics", basic("boss:sesame"), "").status()).isEqualTo(200);
        }
    }

    @Test
    void manyNewPasswordsHoldUpFurtherOnesFromThereAndNothingElse() throws IOException {
        try (var running = start(); var other = from(running, "127.0.0.9")) {
            assertThat(running.client.ask("GET", "/metrics", basic("reader:sesame"), "").status()).isEqualTo(200);

            int tried = askUntilLimited(running, i -> basic("boss:wrong" + i));

            assertThat(tried).isBetween(30, 90);
            assertThat(running.client.ask("GET", "/metrics", basic("reader:sesame"), "").status()).isEqualTo(200);
            assertThat(running.client.ask("GET", "/metrics", basic("boss:wrong0"), "").status()).isEqualTo(401);
            assertThat(running.client.ask("GET", "/metrics", bearer(principals.strangersToken), "").status())
                    .isEqualTo(401);
            assertThat(other.ask("GET", "/metrics", basic("boss:sesame"), "").status()).isEqualTo(200);
        }
    }

    @Test
    void whoeverSeesADeletionInTheLogKnowsWhoItWas() throws IOException {
        try (var log = new LogCapture(); var running = start()) {
            String path = "/metrics/job/a/b/" + principals.pushToken;
            running.client.ask("PUT", path, bearer(principals.pushToken), "m 1\n");
            running.client.ask("DELETE", path, bearer(principals.deleteToken), "");
            running.client.ask("DELETE", "/metrics/job/gone", bearer(principals.deleteToken), "");
            running.client.ask("PUT", "/metrics/job/a?" + principals.pushToken, bearer(principals.readToken), "");

            assertThat(log.text()).contains(
                    "deleted who=cleaner from=127.0.0.1 what={b=\\\"jobtide_…\\\",job=\\\"a\\\"}",
                    "request refused who=prometheus from=127.0.0.1 request=PUT /metrics/job/a: it needs the role push")
                    .doesNotContain(principals.secrets()).doesNotContain("gone");
        }
    }

    @Test
    void whoeverStopsTheGatewayOrSendsAFormOfSomebodyElseIsInTheLog() throws IOException {
        try (var log = new LogCapture(); var running = principals.start(false, web -> web.withAdminApi(true))) {
            post(running, principals.deleteToken, "key=am9i_2E&token=guess");
            running.client.ask("POST", "/page/delete-all", bearer(principals.adminToken), "token=guess");
            running.client.ask("PUT", "/-/quit", bearer(principals.adminToken) + "Sec-Fetch-Site: cross-site\r\n",
                    "");
            running.client.ask("PUT", "/-/quit", bearer(principals.adminToken), "");

            String refused = "request refused who=";
            assertThat(log.text()).contains(
                    refused + "cleaner from=127.0.0.1 request=POST /page/delete: its form was not handed out to it",
                    refused + "operator from=127.0.0.1 request=POST /page/delete-all: its form was not handed out to it",
                    refused + "operator from=127.0.0.1 request=PUT /-/quit: it comes from another site",
                    "told to stop, which --web.enable-lifecycle would allow, who=operator from=127.0.0.1");
            assertThat(running.client.ask("GET", "/metrics", bearer(principals.readToken), "").body())
                    .contains("jobtide_gateway_access_refusals_total{reason=\"form\"} 3\n");
        }
        try (var log = new LogCapture(); var running = principals.start(false, web -> web.withLifecycle(true))) {
            running.client.ask("PUT", "/-/quit", bearer(principals.adminToken), "");

            assertThat(log.text()).contains("told to stop who=operator from=127.0.0.1");
        }
    }

    @Test
    void aFormIsGoodOnlyForWhomItWasHandedOutTo() throws IOException {
        try (var running = start()) {
            principals.write("jobtide-gateway.yml", principals.accessFile()
                    .replace("cleaner: {roles: [delete]", "cleaner: {roles: [delete, read]"));
            Await.until(() -> running.client.ask("GET", "/", bearer(principals.deleteToken), "").status() == 200);
            running.client.ask("PUT", "/metrics/job/a", bearer(principals.pushToken), "m 1\n");
            String form = "key=am9i_2E&token=" + formToken(running, principals.adminToken);

            assertThat(post(running, principals.deleteToken, form)).isEqualTo(403);
            assertThat(post(running, principals.readToken, form)).isEqualTo(403);
            assertThat(post(running, principals.pushToken, form)).isEqualTo(403);
            assertThat(running.client.ask("GET", "/?delete=am9i_2E", bearer(principals.readToken), "").status())
                    .isEqualTo(403);
            assertThat(running.client.ask("POST", "/page/delete",
                    bearer(principals.adminToken) + "Sec-Fetch-Site: cross-site\r\n", form).status()).isEqualTo(403);
            assertThat(post(running, principals.deleteToken,
                    "key=am9i_2E&token=" + formToken(running, principals.deleteToken))).isEqualTo(303);
        }
    }

    @Test
    void onlyWhoMayDeleteAllIsOfferedTo() throws IOException {
        try (var running = principals.start(false, web -> web.withAdminApi(true))) {
            running.client.ask("PUT", "/metrics/job/a", bearer(principals.pushToken), "m 1\n");

            assertThat(running.client.ask("GET", "/", bearer(principals.readToken), "").body())
                    .doesNotContain("delete-all");
            assertThat(running.client.ask("GET", "/?delete-all", bearer(principals.readToken), "").body())
                    .doesNotContain("name=\"token\"");
            assertThat(running.client.ask("GET", "/", bearer(principals.adminToken), "").body())
                    .contains("delete-all");
        }
    }

    @Test
    void withoutAnAccessFileNoMetricTellsOfOne() {
        try (var running = RunningGateway.start()) {
            assertThat(running.client.ask("GET", "/metrics").body()).doesNotContain("access_config", "access_refusals");
        }
    }

    /** Asks with what is wrong, as often as that is told with 401; returns how often that was. */
    private static int askUntilLimited(RunningGateway running, IntFunction<String> wrong) {
        int unauthorized = 0;
        while (unauthorized < 1000
                && running.client.ask("GET", "/metrics", wrong.apply(unauthorized), "").status() == 401) {
            unauthorized++;
        }
        return unauthorized;
    }

    private static int post(RunningGateway running, String token, String form) {
        try (var client = running.connect()) { // Who is refused before the body is read loses the connection.
            return client.ask("POST", "/page/delete", bearer(token), form).status();
        }
    }

    private static String formToken(RunningGateway running, String token) {
        Matcher matcher = Pattern.compile("name=\"token\" value=\"([^\"]+)\"")
                .matcher(running.client.ask("GET", "/?delete=am9i_2E", bearer(token), "").body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private String reload(RunningGateway running) {
        return running.client.ask("GET", "/metrics", bearer(principals.readToken), "").body().lines()
                .filter(line -> line.startsWith("jobtide_gateway_access_config_last_reload_successful "))
                .map(line -> line.substring(line.indexOf(' ') + 1)).findFirst().orElse("not there");
    }

    private RunningGateway start() throws IOException {
        return principals.start(false, web -> web);
    }

    private static RawClient from(RunningGateway running, String address) throws IOException {
        return RawClient.connect(running.address(), InetAddress.getByName(address));
    }

    private static String hash(String token) {
        return io.github.jobtide.gateway.access.TokenText.hash(token);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static String basic(String credentials) {
        return "Authorization: " + Principals.basic(credentials) + "\r\n";
    }
}
