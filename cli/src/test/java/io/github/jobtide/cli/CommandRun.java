package io.github.jobtide.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in this JVM, in surroundings of a test's own. */
final class CommandRun {
    private final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private String input = "";
    private boolean terminal;
    private Duration clockAhead = Duration.ZERO;

    /** @param folder where it runs, and home at once */
    CommandRun(Path folder) {
        this.folder = folder;
        environment.put("HOME", folder.toString());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    /** What one command came to. */
    record Result(int status, String out, String err) {}

    CommandRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandRun reading(String text) {
        input = text;
        return this;
    }

    CommandRun onTerminal() {
        terminal = true;
        return this;
    }

    CommandRun withClockAhead(Duration ahead) {
        clockAhead = ahead;
        return this;
    }

    Result run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        InstantSource clock = () -> InstantSource.system().instant().plus(clockAhead);
        CommandLine commandLine = JobtideCommand.commandLine(new Surroundings(environment, folder,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), terminal, clock));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int status = commandLine.execute(words);
        return new Result(status, out.toString(), err.toString());
    }
}
