package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that speak to a gateway, with one in this JVM. */
final class GatewayCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsPushedIsThereUntilItIsDeleted() throws Exception {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = run(gateway).reading("a 1\nb 2\n");

            assertThat(run.run("push", "--job=j", "--group=path=/var/x")).isEqualTo(silent());
            assertThat(page(gateway)).contains("a{instance=\"\",job=\"j\",path=\"/var/x\"} 1\n");
            assertThat(run.run("push", "--job=j", "--group=path=/var/x", "--metric=b=5", "--metric=c{x=\"y\"}=1e3"))
                    .isEqualTo(silent());
            assertThat(page(gateway)).contains("a{instance=\"\",job=\"j\",path=\"/var/x\"} 1\n", "\"} 5\n",
                    "c{instance=\"\",job=\"j\",path=\"/var/x\",x=\"y\"} 1000\n");
            assertThat(run.run("push", "--replace", "--job=j", "--group=path=/var/x", "--metric=b=6"))
                    .isEqualTo(silent());
            assertThat(page(gateway)).contains("b{instance=\"\",job=\"j\",path=\"/var/x\"} 6\n")
                    .doesNotContain("\na{", "\nc{");
            assertThat(run.run("delete", "--job=j", "--group=path=/var/x")).isEqualTo(silent());
            assertThat(page(gateway)).doesNotContain("job=\"j\"");
        }
    }

    private static CommandRun.Result silent() {
        return new CommandRun.Result(0, "", "");
    }

    @Test
    void peopleAndProgramsAreToldWhatWasDone() throws Exception {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = run(gateway);

            assertThat(run.run("push", "--job=j", "--metric=a=1", "--output=json").out()).isEqualTo(
                    "{\"result\":\"pushed\",\"gateway\":\"%s\",\"labels\":{\"job\":\"j\"}}\n".formatted(gateway.url()));
            run.onTerminal();
            assertThat(run.run("push", "--job=j", "--metric=a=1").out())
                    .isEqualTo("pushed to /job/j at %s\n".formatted(gateway.url()));
            assertThat(run.run("groups").out()).matches(
                    "\u001b\\[1mGROUP      PUSHED        FAILED        FAMILIES  SERIES\u001b\\[0m\n\\{job=\"j\"}  \\S+ ago +never +1 +1\n");
            assertThat(run.with("NO_COLOR", "1").run("groups").out()).startsWith("GROUP ");
            assertThat(run.run("delete", "--job=j").out())
                    .isEqualTo("deleted /job/j at %s\n".formatted(gateway.url()));
            assertThat(run.run("groups").out()).endsWith("SERIES\nno groups\n");
        }
    }

    @Test
    void aRefusalIsShownWithWhatTheGatewaySays() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun.Result result = run(gateway).reading("a one\n").run("push", "--job=j");

            assertThat(result).isEqualTo(new CommandRun.Result(1, "", ("jobtide push: error: %s refuses it with status"
                    + " 400: text format parsing error in line 1: expected float as value, got \"one\"\n").formatted(
                            gateway.url())));
        }
    }

    @Test
    void groupsAreChosenSortedAndCut() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = run(gateway);
            run.run("push", "--job=b", "--metric=x=1", "--metric=y=1");
            run.run("push", "--job=a", "--group=zone=eu 1+", "--metric=x=1");
            run.run("push", "--job=c", "--metric=x=1");

            assertThat(jobs(run.run("groups"))).containsExactly("/job/a/zone/eu%201%2B", "/job/b", "/job/c");
            assertThat(jobs(run.run("groups", "--sort=series"))).startsWith("/job/b");
            assertThat(jobs(run.run("groups", "--sort=pushed"))).containsExactly("/job/c", "/job/a/zone/eu%201%2B",
                    "/job/b");
            assertThat(jobs(run.run("groups", "--backwards"))).startsWith("/job/c");
            assertThat(jobs(run.run("groups", "--match={zone=~\"eu 1\\\\+\"}"))).containsExactly(
                    "/job/a/zone/eu%201%2B");
            assertThat(run.run("groups", "--older-than=1h")).isEqualTo(silent());
            CommandRun.Result two = run.run("groups", "--limit=2");
            assertThat(jobs(two)).hasSize(2);
            assertThat(two.err()).isEqualTo("jobtide groups: warning: 1 more are left out; --limit shows them\n");
            assertThat(run.run("groups", "--limit=1", "--output=json").out())
                    .startsWith(
                            "{\"found\":3,\"groups\":[{\"labels\":{\"job\":\"a\",\"zone\":\"eu 1+\"},\"pushed\":\"");
        }
    }

    private static Stream<String> jobs(CommandRun.Result result) {
        return result.out().lines().map(line -> line.substring(0, line.indexOf('\t')));
    }

    @Test
    void cleaningUpOnlyTellsUnlessItIsToldYes() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = run(gateway);
            run.run("push", "--job=old", "--metric=x=1");
            run.run("push", "--job=new", "--metric=x=1");

            CommandRun.Result told = run.run("cleanup", "--match={job=\"old\"}");
            assertThat(jobs(told)).containsExactly("/job/old");
            assertThat(told.err()).isEqualTo("jobtide cleanup: nothing was deleted; --yes deletes these 1 groups\n");
            assertThat(jobs(run.run("groups"))).containsExactly("/job/new", "/job/old");

            assertThat(run.run("cleanup", "--match={job=\"old\"}", "--yes", "--output=json").out())
                    .startsWith("{\"dry_run\":false,\"found\":1,\"deleted\":[{\"labels\":{\"job\":\"old\"}");
            assertThat(jobs(run.run("groups"))).containsExactly("/job/new");
        }
    }

    @Test
    void aPushThatCannotBeDeliveredWaitsAndIsDelivered() throws Exception {
        CommandRun run = new CommandRun(folder);
        String later;
        try (RunningGateway gateway = new RunningGateway(folder)) {
            later = gateway.url(); // A port that was free a moment ago, and will be again.
        }
        Files.writeString(folder.resolve("jobtide.yml"),
                "default-environment: here\nenvironments: {here: {gateway: \"%s\"}}\n".formatted(later));

        CommandRun.Result kept = run.run("push", "--job=j", "--metric=a=1", "--spool", "--budget=1s");
        assertThat(kept.err()).startsWith("jobtide push: warning: not delivered yet, kept in " + folder
                + "/state/jobtide/spool: connecting to 127.0.0.1 port ").hasLineCount(1);
        assertThat(kept.status()).isZero();
        assertThat(run.run("push", "--job=j", "--metric=a=2", "--spool", "--budget=1s", "--output=json").out())
                .startsWith("{\"result\":\"spooled\"");
        assertThat(run.run("drain")).isEqualTo(new CommandRun.Result(3, "", ""));
        try (RunningGateway gateway = new RunningGateway(folder)) {
            Files.writeString(folder.resolve("jobtide.yml"),
                    "default-environment: here\nenvironments: {here: {gateway: \"%s\"}}\n".formatted(gateway.url()));
            assertThat(run.run("push", "--job=j", "--metric=a=3", "--spool")).isEqualTo(silent());
            assertThat(page(gateway)).contains("a{instance=\"\",job=\"j\"} 3\n");
            assertThat(run.run("drain", "--verbose").out()).isEqualTo("nothing waits\n");
        }
    }

    @Test
    void whatAGatewayRefusesIsKeptWithItsAnswerAndNeverSentAgain() throws IOException {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = run(gateway).reading("a one\n");

            CommandRun.Result refused = run.run("push", "--job=j", "--spool");

            assertThat(refused.status()).isEqualTo(1);
            Path rejected = folder.resolve("state/jobtide/spool/rejected");
            assertThat(Files.readString(rejected.resolve("0000000000000001.push.answer")))
                    .startsWith("status 400\ntext format parsing error");
            assertThat(run.run("drain", "--output=json").out()).contains("\"delivered\":0", "\"waiting\":0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"push --metric=a=1 | name the job with --job JOB",
            "push --job=j --metric=a | --metric 'a' is not of the form NAME=VALUE; write for example files_copied=42",
            "push --job=j --metric=a=x | --metric 'a=x' has a value that is not a number; write for example files_copied=42",
            "push --job=j --group=a --metric=a=1 | --group 'a' is not of the form KEY=VALUE",
            "push --job=j --group=a=1 --group=a=2 --metric=a=1 | --group gives the label 'a' twice",
            "push --job=j --group=__a=1 --metric=a=1 | a group cannot have the label '__a'; write letters, digits and _, no digit first, no two _ first, and not job",
            "push --job=j --add --replace --metric=a=1 | --replace and --add exclude each other",
            "push --job=j --metric=a=1 --content-type=application/openmetrics-text | --metric is of the text format, so --content-type cannot be given with it",
            "groups --limit=0 | --limit must be from 1 to 100000",
            "groups --match=job | --match 'job' cannot be read: character 1: write what labels must be in braces, as in {job=\"backup\"}; groups have no metric's name",
            "groups --older-than=0s | --older-than must be above 0",
            "groups --older-than=old | Invalid value for option '--older-than': 'old' is not a duration; write numbers with their units, such as 90s, 15m, 1h30m or 7d"})
    void wrongArgumentsEndWithTwoAndOneLine(String arguments, String complaint) {
        String[] words = arguments.split(" ");
        CommandRun.Result result = new CommandRun(folder).with("JOBTIDE_GATEWAY", "http://127.0.0.1:1").run(words);

        assertThat(result).isEqualTo(new CommandRun.Result(2, "", "jobtide %s: error: %s; try jobtide %s --help\n"
                .formatted(words[0], complaint, words[0])));
    }

    @Test
    void withoutAGatewayItSaysSoAndWhatToDo() {
        CommandRun.Result result = new CommandRun(folder).run("push", "--job=j", "--metric=a=1");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("jobtide push: error: no gateway configured; name it with --gateway URL or"
                + " JOBTIDE_GATEWAY, for example http://localhost:9091, or in a file; looked for ").hasLineCount(1);
    }

    @Test
    void aGatewayThatIsNotThereEndsWithThree() {
        CommandRun run = new CommandRun(folder).with("JOBTIDE_GATEWAY", "http://127.0.0.1:1");

        CommandRun.Result result = run.run("delete", "--job=j", "--budget=100ms");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).startsWith(
                "jobtide delete: error: http://127.0.0.1:1: connecting to 127.0.0.1 port 1 failed: ").hasLineCount(1);
    }

    @Test
    void anAnswerIsTakenToATerminalWithoutItsControls() throws IOException {
        try (CannedServer server = new CannedServer(
                line -> CannedServer.answer(400, "", "no\u001b[2J way\nsecond"))) {
            CommandRun.Result result = new CommandRun(folder).run("push", "--job=j", "--metric=a=1", "--gateway="
                    + server.url());

            assertThat(result.err())
                    .isEqualTo("jobtide push: error: %s refuses it with status 400: no?[2J way; second\n"
                            .formatted(server.url()));
        }
    }

    @Test
    void aStockPushgatewayIsListedFromItsWholeContent() throws IOException {
        String document = """
                {"status":"success","data":[
                 {"labels":{"job":"a","zone":"x"},"last_push_successful":true,
                  "push_time_seconds":{"time_stamp":"","type":"GAUGE","help":"","metrics":[{"labels":{},"value":"1.5e9"}]},
                  "push_failure_time_seconds":{"type":"GAUGE","metrics":[{"labels":{},"value":"0"}]},
                  "m":{"type":"GAUGE","metrics":[{"labels":{"l":"1"},"value":"1"},{"labels":{"l":"2"},"value":"2"}]},
                  "h":{"type":"HISTOGRAM","metrics":[{"labels":{},"count":"1","sum":"2","buckets":{"1":"1","+Inf":"1"}}]}},
                 {"labels":{"type":"GAUGE","metrics":[]},"push_time_seconds":{"metrics":[{"value":"1"}]}},
                 {"labels":{"job":"b"},"last_push_successful":false}]}
                """;
        try (CannedServer server = new CannedServer(line -> line.contains("/api/v1/metrics")
                ? CannedServer.answer(200, "", document)
                : CannedServer.answer(line.startsWith("DELETE /metrics/") ? 202 : 404, "", "404 page not found\n"))) {
            CommandRun run = new CommandRun(folder).with("JOBTIDE_GATEWAY", server.url());

            assertThat(run.run("groups").out())
                    .isEqualTo("/job/a/zone/x\t2017-07-14T02:40:00Z\t-\t2\t6\n/job/b\t-\t-\t0\t0\n");
            assertThat(jobs(run.run("groups", "--sort=series", "--backwards"))).containsExactly("/job/b",
                    "/job/a/zone/x");
            assertThat(jobs(run.run("groups", "--sort=pushed", "--limit=1"))).containsExactly("/job/a/zone/x");
            assertThat(run.run("groups", "--match={zone!=\"\"}", "--older-than=1h").out()).hasLineCount(1);
            assertThat(run.run("cleanup", "--match={zone=\"x\"}", "--yes").out()).startsWith("/job/a/zone/x\t");
            assertThat(server.requests()).contains("DELETE /metrics/job/a/zone/x HTTP/1.1")
                    .doesNotContain("DELETE /metrics/job/b HTTP/1.1");
        }
    }

    @Test
    void whatIsNoGatewayIsNotTakenForOne() throws IOException {
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(200, "", "<html>Welcome</html>"))) {
            CommandRun.Result result = new CommandRun(folder).run("groups", "--gateway=" + server.url());

            assertThat(result).isEqualTo(new CommandRun.Result(3, "", "jobtide groups: error: what came back is not the"
                    + " list of groups of a gateway; is the URL right?\n"));
        }
    }

    @Test
    void aDrainFindsOutThatNothingWaitsWithoutAnySettings() throws IOException {
        Files.writeString(folder.resolve("jobtide.yml"), "nonsense: [\n");

        assertThat(new CommandRun(folder).run("drain")).isEqualTo(silent());
    }

    private CommandRun run(RunningGateway gateway) {
        return new CommandRun(folder).with("JOBTIDE_GATEWAY", gateway.url()).withClockAhead(Duration.ZERO);
    }

    private static String page(RunningGateway gateway) throws InterruptedException {
        return Scrape.of(URI.create(gateway.url())).page();
    }
}
