package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theVersionNamesThePushgatewayThatItWasComparedWith() {
        int status = execute("--version");

        assertThat(out.toString()).matches("jobtide \\S+ \\(compared with Prometheus Pushgateway 1\\.11\\.2\\)\\R");
        assertThat(status).isZero();
    }

    @Test
    void withoutACommandItSaysSoInOneLineAndEndsWithTwo() {
        int status = execute();

        assertThat(err).hasToString("jobtide: error: name a command; try jobtide --help\n");
        assertThat(status).isEqualTo(2);
    }

    @Test
    void aFlagThatDoesNotExistEndsWithTwo() {
        int status = execute("--no-such-flag");

        assertThat(err).hasToString("jobtide: error: Unknown option: '--no-such-flag'; try jobtide --help\n");
        assertThat(status).isEqualTo(2);
    }

    @Test
    void wrongFlagsOfServeEndWithOne() {
        int status = execute("serve", "--log.level=loud");

        assertThat(err).hasToString("jobtide serve: error: --log.level must be one of debug, info, warn, error,"
                + " not 'loud'; try jobtide serve --help\n");
        assertThat(status).isEqualTo(1);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = JobtideCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
