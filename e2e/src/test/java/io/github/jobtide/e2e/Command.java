package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program that ends by itself, and never longer than it may. */
final class Command {
    private Command() {}

    /** @param output what it printed, on either stream */
    record Result(int status, String output) {}

    static Result run(Duration limit, List<String> words) {
        return run(limit, Map.of(), words);
    }

    static Result run(Duration limit, Map<String, String> environment, List<String> words) {
        try {
            Path output = Files.createTempFile(Workspace.newFolder("command"), "output", ".txt");
            Process process = start(environment, words, output);
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(
                        words + " ran longer than " + limit + "; its output:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException("the output of " + words + " cannot be kept", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + words, e);
        }
    }

    private static Process start(Map<String, String> environment, List<String> words, Path output) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MissingPeerException(
                    "cannot run " + words + " (" + e.getMessage() + "); run tools/peers clients");
        }
    }
}
