package io.github.jobtide.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs commands of the program as a job would: with a home and settings of its own, and its two outputs apart. Used by one thread. */
final class JobCommand {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> SETTINGS = List.of("JOBTIDE_GATEWAY", "PUSHGATEWAY_URL", "JOBTIDE_ENV",
            "ENVIRONMENT",
            "JOBTIDE_CONFIG", "JOBTIDE_TOKEN", "JOBTIDE_PASSWORD");

    private final Path home = Workspace.newFolder("home");
    private final Map<String, String> environment = new TreeMap<>();
    private String input = "";

    JobCommand(String gateway) {
        environment.put("JOBTIDE_GATEWAY", gateway);
        environment.put("HOME", home.toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    }

    /** What one command came to. */
    record Result(int status, String out, String err) {}

    Path home() {
        return home;
    }

    JobCommand with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    JobCommand reading(String text) {
        input = text;
        return this;
    }

    Result run(String... words) {
        Path in = write("input", input);
        return await(start(in.toFile(), words), words);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever started it waits for it. */
    Process start(File in, String... words) {
        List<String> command = new ArrayList<>(JobtideGateway.command());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile()).redirectInput(in)
                .redirectOutput(home.resolve("output").toFile()).redirectError(home.resolve("error").toFile());
        SETTINGS.forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MissingPeerException("cannot run " + command + ": " + e.getMessage());
        }
    }

    Result await(Process process, String... words) {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(List.of(words) + " ran longer than " + LIMIT);
            }
            return new Result(process.exitValue(), Files.readString(home.resolve("output")),
                    Files.readString(home.resolve("error")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + List.of(words), e);
        }
    }
}
