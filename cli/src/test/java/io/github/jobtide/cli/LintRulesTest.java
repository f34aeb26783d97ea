package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jobtide lint --rules}: files of alerts and dashboards go the way that pages go. */
final class LintRulesTest {
    private static final String BAD = """
            groups:
              - name: backup
                rules:
                  - record: backup:failed:ratio
                    expr: backup_failed / backup_files
            """;
    private static final String BOARD = """
            {"panels": [{"title": "Moves", "targets": [{"expr": "rate(jobtide_running[5m])"}]}]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("bad.yml"), BAD);
        Files.writeString(folder.resolve("board.json"), BOARD);
    }

    private CommandRun.Result lint(String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "lint";
        words[1] = "--rules";
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        return new CommandRun(folder).reading("groups: [").run(words);
    }

    @Test
    void findingsOfRulesAndDashboardsHaveTheirPlaces() {
        assertThat(lint("bad.yml", "board.json")).isEqualTo(new CommandRun.Result(0, """
                bad.yml:5:31: warning JT803 the divisor, which is made of backup_files, may be 0
                  record backup:failed:ratio
                  → divide by (… > 0)
                1 warning in bad.yml
                board.json:1:54: warning JT801 rate of jobtide_running, which is a gauge
                  panel 'Moves'
                  → compare jobtide_running itself, which is the latest run's until the next one ends
                1 warning in board.json
                """, ""));
    }

    @Test
    void theStatusSaysWhetherSomethingIsAsBadAsAsked() {
        assertThat(lint("bad.yml", "--fail-on=warning").status()).isEqualTo(1);
        assertThat(lint("bad.yml", "--severity=JT803=error").status()).isEqualTo(1);
        assertThat(lint("bad.yml", "--disable=JT803", "--fail-on=info")).isEqualTo(new CommandRun.Result(0, "", ""));
        assertThat(lint("none.yml").status()).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsAnError() {
        CommandRun.Result result = lint();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).startsWith("-:1:10: error JT001 this is not YAML\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile=scrape", "--job=j", "--group=a=b", "--utf8-names",
            "--against=http://localhost:1"})
    void anOptionAboutPagesEndsWithTwoAndIsNamed(String option) {
        String name = option.replaceFirst("=.*", "");

        assertThat(lint("bad.yml", option)).isEqualTo(new CommandRun.Result(2, "", "jobtide lint: error: " + name
                + " is about pages of metrics, and with --rules there are none; leave one of them out; try jobtide lint --help\n"));
    }

    @Test
    void rulesForPagesDoNotLookAtThemNorTheOtherWayRound() {
        assertThat(new CommandRun(folder).reading(BAD).run("lint", "-").out()).contains("JT001")
                .doesNotContain("JT803");
        assertThat(lint("bad.yml", "--output=json").out()).contains("\"rule\":\"JT803\"");
        assertThat(lint("bad.yml", "--output=sarif").out()).contains("\"ruleId\":\"JT803\"", "\"id\":\"JT801\"")
                .doesNotContain("\"ruleIndex\":-1");
    }
}
