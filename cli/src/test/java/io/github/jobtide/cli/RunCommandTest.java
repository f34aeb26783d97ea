package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.run.RunArguments;
import io.github.jobtide.run.RunOption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What picocli says of {@code run} and what the wrapper reads are the same. */
final class RunCommandTest {
    private static CommandLine run() {
        return Objects.requireNonNull(JobtideCommand.commandLine().getSubcommands().get("run"));
    }

    @Test
    void bothKnowTheSameOptions() {
        Set<String> declared = new TreeSet<>();
        for (OptionSpec option : run().getCommandSpec().options()) {
            declared.addAll(List.of(option.names()));
        }
        Set<String> read = new TreeSet<>(List.of("--help", "-h", "--version", "-V"));
        for (RunOption option : RunOption.values()) {
            read.add(option.flag());
        }

        assertThat(declared).isEqualTo(read);
    }

    @Test
    void bothReadTheSame() {
        List<String> words = new ArrayList<>();
        for (RunOption option : RunOption.values()) {
            words.add(option.flag());
            if (option.takesValue()) {
                words.add("value of " + option);
            }
        }
        words.addAll(List.of("--group=second=1", "--", "sh", "--job", "x"));

        RunArguments own = RunArguments.parse(words);
        words.addFirst("run");
        ParseResult picocli = JobtideCommand.commandLine().parseArgs(words.toArray(String[]::new)).subcommand();

        for (RunOption option : RunOption.values()) {
            Object value = picocli.matchedOptionValue(option.flag(), (Object) null);
            List<?> values = value instanceof List<?> several ? several : List.of(value);
            assertThat(values).as(option.flag())
                    .isEqualTo(option.takesValue() ? own.values(option) : List.of(true));
        }
        assertThat(picocli.matchedPositionalValue(0, List.of())).isEqualTo(own.command());
    }

    @Test
    void itsHelpNamesEachOption() {
        StringWriter help = new StringWriter();

        int status = JobtideCommand.commandLine().setOut(new PrintWriter(help)).execute("run", "--help");

        assertThat(status).isZero();
        for (RunOption option : RunOption.values()) {
            assertThat(help.toString()).contains(option.flag());
        }
    }
}
