package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code jobtide lint} ends with, and for whom it prints in colour. */
final class LintExitStatusTest {
    private static final String CLEAN = """
            # HELP backup_last_success_timestamp_seconds Unix time of the last success.
            # TYPE backup_last_success_timestamp_seconds gauge
            backup_last_success_timestamp_seconds 1700000000
            """;
    private static final String INFO = CLEAN.replace("gauge", "untyped");
    private static final String WARNING = CLEAN.replaceAll("# HELP.*\n", "");
    private static final String ERROR = CLEAN.replace("1700000000", "1700000000 ");

    private static LintRun pages() {
        return new LintRun().file("clean.prom", CLEAN).file("info.prom", INFO).file("warning.prom", WARNING)
                .file("error.prom", ERROR);
    }

    @ParameterizedTest
    @CsvSource({"clean,error,0", "clean,warning,0", "clean,info,0", "info,error,0", "info,warning,0", "info,info,1",
            "warning,error,0", "warning,warning,1", "warning,info,1", "error,error,1", "error,warning,1",
            "error,info,1"})
    void whatIsFoundAndWhatIsToldDecide(String page, String failOn, int status) {
        LintRun.Result result = pages().run("--fail-on=" + failOn, page + ".prom");

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.err()).isEmpty();
        if (page.equals("clean")) {
            assertThat(result.out()).isEmpty();
        } else {
            assertThat(result.out()).contains(": " + page + " JT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.prom", ".", "/proc/self/mem", "http://127.0.0.1:1/metrics"})
    void anInputThatCannotBeReadEndsWithTwo(String name) {
        LintRun.Result result = pages().run("clean.prom", name, "error.prom");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).contains("error.prom:3:").doesNotContain("clean.prom");
        assertThat(result.err()).startsWith("jobtide lint: error: " + name + " cannot be read: ").hasLineCount(1);
    }

    @Test
    void aNameThatTheLocaleDoesNotHaveEndsWithTwo() {
        LintRun.Result result = new LintRun().file("größe.prom", CLEAN).with("LC_ALL", "C").run("größe.prom");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("jobtide lint: error: ")
                .endsWith(" cannot be read: the locale has no such letters; set LC_ALL=C.UTF-8\n").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profil=scrape", "--profile=pull", "--fail-on=never", "--disable=JT999",
            "--severity=JT101=bad", "--output=xml", "http://user:secret@localhost/metrics"})
    void wrongArgumentsEndWithTwoAndOneLine(String argument) {
        LintRun.Result result = pages().run(argument, "error.prom");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("jobtide lint: error: ").doesNotContain("secret").hasLineCount(1);
    }

    @Test
    void coloursAreForTerminalsOnly() {
        LintRun.Result seen = pages().with("TERM", "xterm").runOnTerminal("error.prom");
        LintRun.Result piped = pages().with("TERM", "xterm").run("error.prom");

        assertThat(seen.out()).contains("\u001b[31merror\u001b[0m JT004");
        assertThat(seen.status()).isEqualTo(1);
        assertThat(piped.out()).contains(": error JT004").doesNotContain("\u001b");
    }

    @Test
    void thereIsNoColourWhereItIsNotWanted() {
        LintRun.Result result = pages().with("TERM", "xterm").with("NO_COLOR", "1").runOnTerminal("error.prom");

        assertThat(result.out()).contains(": error JT004").doesNotContain("\u001b");
        assertThat(result.status()).isEqualTo(1);
    }
}
