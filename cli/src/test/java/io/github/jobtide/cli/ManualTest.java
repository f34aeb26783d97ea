package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is made of the same source as {@code --help}. */
final class ManualTest {
    @TempDir
    private Path folder;

    @Test
    void everyCommandHasAPageWithAllOfItsOptionsAndStatuses() throws IOException {
        new CommandRun(folder).run("man", "--out=" + folder.resolve("man"));

        for (CommandLine command : commands(JobtideCommand.commandLine())) {
            String page = Files.readString(folder.resolve("man").resolve(
                    command.getCommandSpec().qualifiedName("-") + ".1"));
            assertThat(page).startsWith(".TH \"JOBTIDE").contains("\n.SH NAME\n", "\n.SH SYNOPSIS\n");
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(page).contains(option.longestName().replace("-", "\\-"));
            }
            command.getCommandSpec().usageMessage().exitCodeList()
                    .forEach((status, meaning) -> assertThat(page).contains(".B " + status + "\n"));
            assertThat(page.lines()).as("orders of man(7) alone").allMatch(
                    line -> !line.startsWith("'") && (!line.startsWith(".") || line.matches("\\.(TH|SH|TP|PP|B).*")));
        }
    }

    private static List<CommandLine> commands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>();
        if (!command.getCommandSpec().usageMessage().hidden()) {
            all.add(command);
            command.getSubcommands().values().forEach(sub -> all.addAll(commands(sub)));
        }
        return all;
    }

    @Test
    void helpIsThereOnEveryLevelAndSaysTheStatuses() {
        for (CommandLine command : commands(JobtideCommand.commandLine())) {
            String[] path = (command.getCommandSpec().qualifiedName() + " --help").substring("jobtide ".length())
                    .split(" ");
            CommandRun.Result help = new CommandRun(folder).run(path);
            assertThat(help.status()).as(List.of(path).toString()).isZero();
            assertThat(help.out()).contains("Usage: " + command.getCommandSpec().qualifiedName());
        }
    }

    @Test
    void noOptionTakesASecretAsItsValue() {
        Stream<String> names = commands(JobtideCommand.commandLine()).stream()
                .flatMap(command -> command.getCommandSpec().options().stream()).flatMap(
                        option -> Stream.of(option.names()));

        assertThat(names).noneMatch(name -> name.matches(".*(token|password|secret|key)"));
    }

    @Test
    void bashTakesTheCompletionAndOffersWhatThereIs() throws Exception {
        Path script = Files.writeString(folder.resolve("completion"),
                new CommandRun(folder).run("completion", "bash").out());

        assertThat(bash("source " + script + "; COMP_WORDS=(jobtide cle); COMP_CWORD=1; COMP_LINE='jobtide cle';"
                + " _complete_jobtide 2>/dev/null; echo ${COMPREPLY[*]}")).isEqualTo("cleanup\n");
        assertThat(bash("source " + script + "; COMP_WORDS=(jobtide push --repl); COMP_CWORD=2;"
                + " COMP_LINE='jobtide push --repl'; _complete_jobtide 2>/dev/null; echo ${COMPREPLY[*]}"))
                .isEqualTo("--replace\n");
        assertThat(new CommandRun(folder).run("completion", "zsh").out()).startsWith("autoload -U +X bashcompinit");
    }

    private static String bash(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
