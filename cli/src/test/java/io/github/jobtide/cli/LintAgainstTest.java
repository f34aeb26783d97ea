package io.github.jobtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jobtide lint --against}: pages compared with what a gateway holds. */
final class LintAgainstTest {
    private static final String QUIET = "--disable=JT101,JT102,JT210,JT704";
    private static final String HELD = "# TYPE a_b_total counter\na_b_total{instance=\"\",job=\"other\"} 12\n";
    private static final String CLASH = """
            -:1: error JT010 the type is gauge, but other groups on the gateway have it as counter
              a_b_total
              → # TYPE a_b_total counter; or another name
            """;

    @TempDir
    private Path folder;

    private CommandRun.Result lint(String page, String... arguments) {
        return lint(new CommandRun(folder), page, arguments);
    }

    private static CommandRun.Result lint(CommandRun run, String page, String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "lint";
        words[1] = QUIET;
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        return run.reading(page).run(words);
    }

    @Test
    void aPageIsComparedWithWhatTheGatewayHolds() {
        String counter = "# TYPE a_b_total counter\na_b_total %d\n";
        String gauge = "# TYPE a_b_total gauge\na_b_total 1\n";
        try (RunningGateway gateway = new RunningGateway(folder)) {
            String against = "--against=" + gateway.url();
            assertThat(new CommandRun(folder).reading(counter.formatted(12))
                    .run("push", "--gateway=" + gateway.url(), "--job=backup", "-").status()).isZero();

            CommandRun.Result fallen = lint(counter.formatted(11), against, "--job=backup");

            assertThat(fallen.out()).startsWith(
                    "-:2:11: warning JT302 the counter is 11, but the gateway already has 12\n");
            assertThat(fallen.status()).isZero();
            assertThat(lint(counter.formatted(12), against, "--job=backup").out()).isEmpty();
            assertThat(lint(counter.formatted(11), against, "--job=other").out()).isEmpty();
            assertThat(lint(counter.formatted(11), against).out()).isEmpty();
            assertThat(lint(gauge, against, "--job=other", "--disable=JT206").out()).startsWith(CLASH);
            assertThat(lint(gauge, against, "--disable=JT206").status()).isEqualTo(1);
            assertThat(lint(gauge, against, "--job=backup", "--disable=JT206").out()).isEmpty();
        }
    }

    @Test
    void theGatewayIsAskedOnceForAllPagesAndForWhatItTakes() throws IOException {
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(200, "", line.contains("/status")
                ? "{\"data\":{\"flags\":{\"a\":\"1\",\"limits.group-series\":\"1\"}}}"
                : HELD))) {
            String two = "# TYPE c_d gauge\nc_d{e=\"1\"} 1\nc_d{e=\"2\"} 1\n";
            Files.writeString(folder.resolve("page.prom"), two);

            CommandRun.Result result = lint(two, "--against=" + server.url() + "/gw/", "page.prom", "-");

            assertThat(result.out()).isEqualTo("""
                    NAME: error JT504 the push has 2 series, but the gateway takes no more than 1 in a group
                      → take out the label with the most values, or push to several groups
                    1 error in NAME
                    """.replace("NAME", "page.prom") + """
                    -: error JT504 the push has 2 series, but the gateway takes no more than 1 in a group
                      → take out the label with the most values, or push to several groups
                    1 error in the standard input
                    """);
            assertThat(server.requests()).containsExactly("GET /gw/metrics HTTP/1.1",
                    "GET /gw/api/v1/status HTTP/1.1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"404|nothing here", "200|<html>",
            "200|{\"flags\":{\"limits.group-series\":\"many\"}}", "200|{\"flags\":{\"limits.group-series\":{}}}"})
    void aGatewayThatDoesNotSayWhatItTakesHasNoLimit(int status, String answer) throws IOException {
        try (CannedServer server = new CannedServer(line -> line.contains("/status")
                ? CannedServer.answer(status, "", answer)
                : CannedServer.answer(200, "", HELD))) {
            assertThat(lint("# TYPE c_d gauge\nc_d 1\n", "--against=" + server.url()))
                    .isEqualTo(new CommandRun.Result(0, "", ""));
        }
    }

    @Test
    void whoeverIsNoGatewayIsAnError() throws IOException {
        assertThat(lint(HELD, "--against=http://127.0.0.1:1")).isEqualTo(new CommandRun.Result(2, "",
                "jobtide lint: error: http://127.0.0.1:1/metrics cannot be read: there is no such host, or nobody listens there\n"));
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(200, "", "<html>\n"))) {
            assertThat(lint(HELD, "--against=" + server.url())).isEqualTo(new CommandRun.Result(2, "",
                    "jobtide lint: error: " + server.url()
                            + "/metrics is not the page of a gateway, for no family is on it; name the gateway by the URL that its /metrics is under\n"));
        }
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(404, "", ""))) {
            assertThat(lint(HELD, "--against=" + server.url() + "/metrics")).isEqualTo(new CommandRun.Result(2, "",
                    "jobtide lint: error: " + server.url() + "/metrics/metrics answered 404\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "--profile=scrape|http://x|--against compares with what a gateway holds, and only --profile=push is about what goes there; leave one of them out",
            "--profile=push|http://me:geheim@x|--against: the URL of the gateway holds an @, as with a user and a password; put those into a file or the environment",
            "--profile=push|ftp://x|--against: the gateway 'ftp://x' does not begin with http:// or https://; write for example http://localhost:9091",
            "--profile=push|http://:9091|--against: the gateway 'http://:9091' names no host; write for example http://localhost:9091"})
    void aWrongGatewayEndsWithTwoAndOneLine(String profile, String url, String complaint) {
        CommandRun.Result result = lint(HELD, profile, "--against=" + url);

        assertThat(result).isEqualTo(new CommandRun.Result(2, "",
                "jobtide lint: error: " + complaint + "; try jobtide lint --help\n"));
    }

    @Test
    void theGatewayIsGivenTheCredentialsOfPushesAndBelievedByTheirCertificates() throws Exception {
        TestCertificate authority = TestCertificate.authority("Company CA");
        Path authorities = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(authority.issue("gateway", "127.0.0.1"), authority)));
        answerTo(server, "Bearer geheim");
        server.start();
        try {
            String against = "--against=https://127.0.0.1:" + server.getAddress().getPort();
            String page = "# TYPE a_b_total gauge\na_b_total 1\n";
            CommandRun known = new CommandRun(folder).with("JOBTIDE_CA_FILE", authorities.toString());

            CommandRun.Result result = lint(known.with("JOBTIDE_TOKEN", "geheim"), page, against, "--disable=JT206");

            assertThat(result.out()).startsWith(CLASH);
            assertThat(lint(known.with("JOBTIDE_TOKEN", "other"), page, against).err())
                    .endsWith("/metrics answered 401\n");
            assertThat(lint(page, against).status()).isEqualTo(2);
        } finally {
            server.stop(0);
        }
    }

    private static void answerTo(HttpServer server, String authorization) {
        server.createContext("/", exchange -> {
            boolean known = authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = HELD.getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
            if (known) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    private static SSLContext tls(TestCertificate own, TestCertificate authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", own.key(), new char[0], new Certificate[]{own.certificate(), authority.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void anEmptyUrlIsNoGateway() {
        CommandRun.Result result = new CommandRun(folder).reading("").run("lint", "--against", "");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--against is empty; name a gateway");
    }
}
