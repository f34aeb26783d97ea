package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs TLS and real gateways beside Jobtide is in the black-box suites. */
final class DoctorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aHealthyGatewayIsFoundWellAndNothingIsChanged() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = new CommandRun(folder).with("JOBTIDE_GATEWAY", gateway.url());

            CommandRun.Result result = run.run("doctor");

            assertThat(result.out()).matches("gateway " + gateway.url() + "\n"
                    + "ok    reachable: 127.0.0.1 answers on port \\d+\n"
                    + "ok    tls: not used; what is sent, tokens too, can be read on the way\n"
                    + "ok    alive: it is healthy and ready\n"
                    + "ok    authorised: it takes pushes; it was shown no token or password\n"
                    + "ok    version: Jobtide \\S+\nok    clocks: they agree to the second\n");
            assertThat(result.status()).isZero();
            assertThat(run.run("groups").out()).isEmpty();
            assertThat(run.run("doctor", "--output=json").out()).startsWith("{\"gateway\":\"" + gateway.url()
                    + "\",\"status\":0,\"checks\":[{\"check\":\"reachable\",\"fine\":true,\"text\":\"");
        }
    }

    @Test
    void clocksThatAreApartEndWithSeven() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = new CommandRun(folder).with("JOBTIDE_GATEWAY", gateway.url())
                    .withClockAhead(Duration.ofMinutes(-5));

            CommandRun.Result result = run.run("doctor");

            assertThat(result.out()).containsPattern("WRONG clocks: the gateway's is (299|300) s ahead of this host's;"
                    + " deadlines and ages will be wrong by that, so set the clocks\n");
            assertThat(result.status()).isEqualTo(7);
            assertThat(run.run("doctor", "--max-clock-difference=10m").status()).isZero();
        }
    }

    @Test
    void nobodyThereEndsWithThree() {
        CommandRun.Result result = new CommandRun(folder).run("doctor", "--gateway=http://127.0.0.1:1");

        assertThat(result.out()).startsWith(
                "gateway http://127.0.0.1:1\nWRONG reachable: connecting to 127.0.0.1 port 1 failed: ").hasLineCount(2);
        assertThat(result.status()).isEqualTo(3);
        assertThat(new CommandRun(folder).run("doctor", "--gateway=http://no.such.host.invalid:1").out())
                .contains("WRONG reachable: nobody knows the host no.such.host.invalid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | 5 | WRONG authorised: it does not know who this is (status 401: words); name a token or a password",
            "403 | 5 | WRONG authorised: it knows who this is, who may not do this: to ask whether it is alive (status 403: words)",
            "404 | 6 | WRONG alive: /-/healthy is answered with status 404: words; is it a gateway, and does the URL have all of its prefix?",
            "503 | 6 | WRONG alive: /-/healthy: status 503: words"})
    void whatAnswersOtherwiseIsNamed(int status, int exit, String finding) throws IOException {
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(status, "", "words"))) {
            CommandRun.Result result = new CommandRun(folder).run("doctor", "--gateway=" + server.url());

            assertThat(result.out()).contains("ok    reachable: ", finding);
            assertThat(result.status()).isEqualTo(exit);
        }
    }

    @ParameterizedTest
    @CsvSource({"POST,401,5", "POST,403,5", "POST,200,6", "POST,500,6", "GET /-/ready,503,6"})
    void aliveAloneIsNotEnough(String what, int status, int exit) throws IOException {
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(line.startsWith(what)
                ? status
                : line.startsWith("POST") ? 400 : 200, "", "{}"))) {
            assertThat(new CommandRun(folder).run("doctor", "--gateway=" + server.url()).status()).isEqualTo(exit);
        }
    }

    @Test
    void whatIsNotHttpEndsWithSix() throws IOException {
        try (CannedServer server = new CannedServer(line -> "220 mail.example.com ESMTP\r\n")) {
            CommandRun.Result result = new CommandRun(folder).run("doctor", "--gateway=" + server.url());

            assertThat(result.out()).contains("WRONG alive: /-/healthy: what came back is not an answer of HTTP/1.1");
            assertThat(result.status()).isEqualTo(6);
        }
    }

    @Test
    void settingsThatCannotBeUsedEndWithTwo() {
        CommandRun run = new CommandRun(folder);

        assertThat(run.run("doctor").status()).isEqualTo(2);
        CommandRun.Result noToken = run.run("doctor", "--gateway=http://127.0.0.1:1", "--token-file=/no/token");
        assertThat(noToken.out()).endsWith(
                "WRONG settings: the token file /no/token cannot be read: there is no such file\n");
        assertThat(noToken.status()).isEqualTo(2);
    }
}
