package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.gateway.Build;
import io.github.jobtide.lint.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LintCommandTest {
    private static final String GOOD = """
            # HELP backup_last_success_timestamp_seconds Unix time at which the latest successful run ended.
            # TYPE backup_last_success_timestamp_seconds gauge
            backup_last_success_timestamp_seconds 1.7e+09
            """;
    /** An error at a column, a warning about a family, and a remark about the page. */
    private static final String BAD = """
            # HELP backup_last_run_files Files that the latest run backed up.
            # TYPE backup_last_run_files gauge
            backup_last_run_files 12\s
            # TYPE backup_last_run_errors gauge
            backup_last_run_errors 0
            """;
    private static final String FOUND = """
            NAME: info JT704 no family says when the job last succeeded
              → run the job with jobtide run, or push a gauge NAME_last_success_timestamp_seconds after each success
            NAME:3:25: error JT004 a blank stands behind the value, where a timestamp would begin
              backup_last_run_files
              → end the line with the value
            NAME:4: warning JT101 there is no HELP line
              backup_last_run_errors
              → # HELP backup_last_run_errors What it counts, in which unit.
            1 error, 1 warning, 1 info in NAME
            """;

    @TempDir
    private Path folder;

    private CommandRun.Result lint(String input, String... arguments) {
        return lint(new CommandRun(folder), input, arguments);
    }

    private static CommandRun.Result lint(CommandRun run, String input, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "lint";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return run.reading(input).run(words);
    }

    private void file(String name, String page) throws IOException {
        Files.writeString(folder.resolve(name), page);
    }

    /** As printed of a page of that name; only the suggestion's own NAME stays. */
    private static String found(String name) {
        return FOUND.replace("NAME:", name + ":").replace("in NAME", "in " + name);
    }

    @Test
    void aGoodPageIsPassedOverInSilence() throws IOException {
        file("page.prom", GOOD);

        assertThat(lint("", "page.prom")).isEqualTo(new CommandRun.Result(0, "", ""));
        assertThat(lint(new CommandRun(folder).onTerminal(), "", "page.prom").out())
                .isEqualTo("nothing found in page.prom\n");
    }

    @Test
    void eachFindingHasItsPlaceItsSeriesAndWhatToDo() throws IOException {
        file("page.prom", BAD);

        assertThat(lint("", "page.prom")).isEqualTo(new CommandRun.Result(1, found("page.prom"), ""));
    }

    @Test
    void peopleSeeColours() throws IOException {
        file("page.prom", BAD);

        String out = lint(new CommandRun(folder).onTerminal(), "", "page.prom").out();

        assertThat(out).contains("\u001b[1mpage.prom:3:25\u001b[0m: \u001b[31merror\u001b[0m JT004 ",
                "\u001b[1mpage.prom:4\u001b[0m: \u001b[33mwarning\u001b[0m JT101 ",
                "\u001b[1m1 error, 1 warning, 1 info in page.prom\u001b[0m\n");
        assertThat(lint(new CommandRun(folder).onTerminal().with("NO_COLOR", "1"), "", "page.prom").out())
                .isEqualTo(found("page.prom"));
    }

    @Test
    void whatWouldSteerATerminalIsTakenOut() {
        String out = lint("backup_last_run_files{disk=\"\u001b[2J\"} 12 \n").out();

        assertThat(out).contains("\n  backup_last_run_files{disk=\"?[2J\"}\n").doesNotContain("\u001b");
    }

    @Test
    void findingsThatAreNotShownAreCounted() {
        String line = GOOD.lines().toList().getLast() + "\n";

        String out = lint(GOOD + line.repeat(7)).out();

        assertThat(out).startsWith("-:4:1: error JT006 ").contains("\n-:8:1: error JT006 ")
                .endsWith("\n5 errors in the standard input; 2 more are left out\n");
    }

    @Test
    void theStandardInputIsReadByItsNameOrWithoutOne() {
        String expected = FOUND.replace("NAME:", "-:").replace("in NAME", "in the standard input");

        assertThat(lint(BAD)).isEqualTo(new CommandRun.Result(1, expected, ""));
        assertThat(lint(BAD, "-")).isEqualTo(new CommandRun.Result(1, expected, ""));
    }

    @ParameterizedTest
    @CsvSource({"error,JT704:JT004,0", "warning,JT704:JT004,1", "info,JT101:JT004,1", "info,JT101:JT004:JT704,0",
            "error,JT101:JT704,1"})
    void theWorstFindingDecidesTheStatus(String failOn, String disabled, int status) {
        CommandRun.Result result = lint(BAD, "--fail-on=" + failOn, "--disable=" + disabled.replace(':', ','));

        assertThat(result.status()).isEqualTo(status);
    }

    @Test
    void rulesAreLeftOutAndWeighedAnew() {
        CommandRun.Result result = lint(BAD, "--disable", "JT004,JT704", "--disable=JT005", "--severity=JT101=error",
                "--severity", "JT102=info");

        assertThat(result).isEqualTo(new CommandRun.Result(1, """
                -:4: error JT101 there is no HELP line
                  backup_last_run_errors
                  → # HELP backup_last_run_errors What it counts, in which unit.
                1 error in the standard input
                """, ""));
    }

    @Test
    void theLabelsOfTheUrlAreKnown() {
        String page = GOOD.replace("_seconds 1", "_seconds{job=\"nightly\"} 1");

        assertThat(lint(page).out()).startsWith("-:3:39: info JT403 the URL sets the label 'job' already\n");
        assertThat(lint(page, "--job=backup", "--group=instance=db3").out()).contains(
                "-: info JT703 the key of the group has instance=\"db3\"\n",
                "-:3:39: warning JT403 the URL sets the label 'job' to another value, which replaces this one\n");
    }

    @Test
    void whereThePageGoesDecidesWhatIsLookedFor() {
        assertThat(lint(BAD, "--profile=scrape").out()).contains("info JT004").doesNotContain("JT704", "JT001");
        assertThat(lint(BAD, "--profile=openmetrics").out()).contains("error JT004", "error JT001")
                .doesNotContain("JT704");
    }

    @Test
    void namesBeyondTheAlphabetCanBeWanted() {
        String page = "{\"backup.last_run_files\"} 12\n";

        assertThat(lint(page).out()).contains("error JT009");
        assertThat(lint(page, "--utf8-names").out()).doesNotContain("JT009");
    }

    @Test
    void theWorstOfSeveralInputsDecides() throws IOException {
        file("good.prom", GOOD);
        file("bad.prom", BAD);

        CommandRun.Result result = lint(BAD, "good.prom", "bad.prom", "-");

        assertThat(result.out()).startsWith(found("bad.prom")).endsWith(" in the standard input\n")
                .doesNotContain("good.prom");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void anInputThatCannotBeReadIsNamedAndTheOthersAreLookedAt() throws IOException {
        file("bad.prom", BAD);
        Files.createDirectory(folder.resolve("folder"));

        CommandRun.Result result = lint("", "none.prom", "bad.prom", "folder");

        assertThat(result.out()).isEqualTo(found("bad.prom"));
        assertThat(result.err()).startsWith("jobtide lint: error: none.prom cannot be read: there is no such file\n"
                + "jobtide lint: error: folder cannot be read: ").hasLineCount(2);
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void programsGetOneObject() throws IOException {
        file("good.prom", GOOD);
        file("bad.prom", BAD);
        Map<String, Object> remark = Map.of("rule", "JT704", "severity", "info", "reason",
                "no family says when the job last succeeded", "suggestion",
                "run the job with jobtide run, or push a gauge NAME_last_success_timestamp_seconds after each success");
        Map<String, Object> error = Map.of("rule", "JT004", "severity", "error", "line", 3L, "column", 25L, "series",
                "backup_last_run_files", "reason", "a blank stands behind the value, where a timestamp would begin",
                "suggestion", "end the line with the value");
        Map<String, Object> warning = Map.of("rule", "JT101", "severity", "warning", "line", 4L, "series",
                "backup_last_run_errors", "reason", "there is no HELP line", "suggestion",
                "# HELP backup_last_run_errors What it counts, in which unit.");

        CommandRun.Result result = lint("", "--output=json", "good.prom", "bad.prom", "none.prom");

        Map<String, Object> good = Map.of("name", "good.prom", "findings", List.of(), "counts", Map.of());
        Map<String, Object> bad = Map.of("name", "bad.prom", "findings", List.of(remark, error, warning), "counts",
                Map.of("JT004", 1L, "JT101", 1L, "JT704", 1L));
        Map<String, Object> none = Map.of("name", "none.prom", "error",
                "none.prom cannot be read: there is no such file");
        assertThat(JsonTree.of(result.out())).isEqualTo(Map.of("inputs", List.of(good, bad, none)));
        assertThat(result.out()).startsWith("{\"inputs\":[{\"name\":\"good.prom\",\"findings\":[],\"counts\":{}},")
                .hasLineCount(1);
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void sitesThatShowCodeGetResultsOfEveryPage() throws IOException {
        Files.createDirectory(folder.resolve("a folder"));
        file("a folder/bad.prom", BAD);

        Map<String, Object> log = JsonTree.of(lint(BAD, "--output=sarif", "a folder/bad.prom", "-").out());

        assertThat(log.get("$schema")).isEqualTo("https://json.schemastore.org/sarif-2.1.0.json");
        assertThat(log.get("version")).isEqualTo("2.1.0");
        Map<?, ?> run = onlyRun(log);
        assertThat(run.get("invocations")).isEqualTo(List.of(Map.of("executionSuccessful", true)));
        List<Object> results = list(run, "results");
        assertThat(results).hasSize(6).startsWith(
                result("JT704", "note", "no family says when the job last succeeded\n→ run the job with jobtide run,"
                        + " or push a gauge NAME_last_success_timestamp_seconds after each success", Map.of()),
                result("JT004", "error", "a blank stands behind the value, where a timestamp would begin\n"
                        + "backup_last_run_files\n→ end the line with the value",
                        Map.of("region", Map.of("startLine", 3L))),
                result("JT101", "warning", "there is no HELP line\nbackup_last_run_errors\n"
                        + "→ # HELP backup_last_run_errors What it counts, in which unit.",
                        Map.of("region", Map.of("startLine", 4L))));
        assertThat(results.getLast().toString()).contains("artifactLocation={uri=-}");
    }

    /**
     * In the file of that test.
     *
     * @param region where there is one
     */
    private static Object result(String rule, String level, String text, Map<String, Object> region) {
        Map<String, Object> location = new HashMap<>(region);
        location.put("artifactLocation", Map.of("uri", "a%20folder/bad.prom"));
        List<String> ids = LintCatalog.entries().stream().map(RuleCatalog.Entry::id).toList();
        return Map.of("ruleId", rule, "ruleIndex", (long) ids.indexOf(rule), "level", level, "message",
                Map.of("text", text), "locations", List.of(Map.of("physicalLocation", location)));
    }

    @Test
    void columnsAreToldWhereBytesAreLetters() {
        String page = GOOD.replace("_seconds 1", "_seconds{a=\"b\",job=\"nightly\"} 1");

        assertThat(region(page)).isEqualTo(Map.of("startLine", 3L, "startColumn", 45L));
        assertThat(region(page.replace("\"b\"", "\"ä\""))).isEqualTo(Map.of("startLine", 3L));
    }

    /** Of the only finding of JT403. */
    private Object region(String page) {
        Map<?, ?> run = onlyRun(JsonTree.of(lint(page, "--output=sarif", "-").out()));
        assertThat(run.get("columnKind")).isEqualTo("utf16CodeUnits");
        Map<?, ?> result = (Map<?, ?>) list(run, "results").stream()
                .filter(one -> "JT403".equals(((Map<?, ?>) one).get("ruleId"))).findAny().orElseThrow();
        return map(map((Map<?, ?>) list(result, "locations").getFirst(), "physicalLocation"), "region");
    }

    @ParameterizedTest
    @CsvSource({"a:b.prom,./a:b.prom", "ä b.prom,%C3%A4%20b.prom", "c/a:b.prom,c/a:b.prom"})
    void namesOfFilesAreReferences(String name, String uri) throws IOException {
        Files.createDirectory(folder.resolve("c"));
        file(name, BAD);

        assertThat(lint("", "--output=sarif", name).out()).contains("{\"uri\":\"" + uri + "\"}");
    }

    @Test
    void theLogDescribesEveryRuleAndInputsThatCannotBeRead() {
        Map<?, ?> run = onlyRun(JsonTree.of(lint("", "--output=sarif", "none.prom").out()));

        Map<?, ?> driver = map(map(run, "tool"), "driver");
        assertThat(driver.get("name")).isEqualTo("jobtide");
        assertThat(driver.get("version")).isEqualTo(Build.current().version());
        assertThat(driver.containsKey("informationUri")).isFalse();
        RuleCatalog.Entry first = LintCatalog.entries().getFirst();
        assertThat(list(driver, "rules")).hasSameSizeAs(LintCatalog.entries()).startsWith(Map.of("id", "JT001",
                "shortDescription", Map.of("text", first.title()), "fullDescription", Map.of("text", first.why()),
                "defaultConfiguration", Map.of("level", "error")));
        assertThat(run.get("results")).isEqualTo(List.of());
        assertThat(run.get("invocations")).isEqualTo(List.of(Map.of("executionSuccessful", false,
                "toolExecutionNotifications", List.of(Map.of("level", "error", "message",
                        Map.of("text", "none.prom cannot be read: there is no such file"))))));
    }

    private static Map<?, ?> onlyRun(Map<?, ?> log) {
        List<Object> runs = list(log, "runs");
        assertThat(runs).hasSize(1);
        return (Map<?, ?>) runs.getFirst();
    }

    private static List<Object> list(Map<?, ?> object, String name) {
        return new ArrayList<>((List<?>) Objects.requireNonNull(object.get(name)));
    }

    private static Map<?, ?> map(Map<?, ?> object, String name) {
        return (Map<?, ?>) Objects.requireNonNull(object.get(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain; version=0.0.4", "application/openmetrics-text; version=1.0.0"})
    void aServersPageIsLookedAtByTheProfileThatIsGiven(String type) throws IOException {
        try (CannedServer server = new CannedServer(
                line -> CannedServer.answer(200, "Content-Type: " + type + "\r\n", BAD))) {
            String url = server.url() + "/metrics";

            assertThat(lint("", url)).isEqualTo(new CommandRun.Result(1, found(url), ""));
            assertThat(server.requests()).containsExactly("GET /metrics HTTP/1.1");
        }
    }

    @Test
    void aServerThatHasNoPageIsAnInputThatCannotBeRead() throws IOException {
        try (CannedServer server = new CannedServer(line -> CannedServer.answer(404, "", "nothing here"))) {
            CommandRun.Result result = lint(BAD, server.url() + "/x", "-");

            assertThat(result.err()).isEqualTo("jobtide lint: error: " + server.url() + "/x answered 404\n");
            assertThat(result.out()).endsWith("1 error, 1 warning, 1 info in the standard input\n");
            assertThat(result.status()).isEqualTo(2);
        }
        assertThat(lint("", "http://127.0.0.1:1/metrics")).isEqualTo(new CommandRun.Result(2, "",
                "jobtide lint: error: http://127.0.0.1:1/metrics cannot be read: there is no such host, or nobody listens there\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "--disable=JT101,JT999 | --disable names the rule 'JT999', which there is not; write an id as it stands in findings, such as JT101",
            "--severity=x=error | --severity names the rule 'x', which there is not; write an id as it stands in findings, such as JT101",
            "--severity=JT101 | --severity 'JT101' is not of the form ID=error, ID=warning or ID=info",
            "--severity=JT101=bad | --severity 'JT101=bad' is not of the form ID=error, ID=warning or ID=info",
            "--severity=error | --severity 'error' is not of the form ID=error, ID=warning or ID=info",
            "--group=a=b | name the job with --job JOB",
            "http://me:pass@host/metrics | a URL holds an @, as with a user and a password, which everybody on this machine could read; ask by other means, and hand the page to the standard input",
            "http://:9100/metrics | 'http://:9100/metrics' is not a URL with a host that can be asked; write for example http://localhost:9100/metrics",
            "http://host:99999/ | 'http://host:99999/' is not a URL with a host that can be asked; write for example http://localhost:9100/metrics"})
    void wrongArgumentsEndWithTwoAndOneLine(String argument, String complaint) {
        assertThat(lint(BAD, argument)).isEqualTo(new CommandRun.Result(2, "",
                "jobtide lint: error: " + complaint + "; try jobtide lint --help\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile=pull", "--fail-on=never", "--output=xml"})
    void wordsThatAnOptionDoesNotHaveAreWrong(String argument) {
        CommandRun.Result result = lint(BAD, argument);

        assertThat(result.err()).startsWith("jobtide lint: error: Invalid value for option '"
                + argument.substring(0, argument.indexOf('=')) + "'").hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
    }
}
