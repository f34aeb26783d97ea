package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code jobtide lint} in a folder, with its streams apart, and looks at its memory meanwhile. */
final class LintRun {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder = Workspace.newFolder("lint");
    private final Map<String, String> environment = new HashMap<>();
    private Path input = Path.of("/dev/null");

    /**
     * What came of it.
     *
     * @param peakBytes the most of the machine's memory that it was seen to hold
     */
    record Result(int status, String out, String err, Duration took, long peakBytes) {
        /** For one line of a report. */
        String costs() {
            return "%.1f s, %d MiB".formatted(took.toMillis() / 1e3, peakBytes >> 20);
        }
    }

    /** Where it runs, and what relative names are seen from. */
    Path folder() {
        return folder;
    }

    /** A new file in the folder. */
    LintRun file(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LintRun reading(Path standardInput) {
        input = standardInput;
        return this;
    }

    LintRun with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Result run(String... words) {
        List<String> command = new ArrayList<>(JobtideGateway.command());
        command.add("lint");
        command.addAll(List.of(words));
        return run(command);
    }

    /** The same on a terminal, by {@code script} of util-linux; both streams come as one. */
    Result runOnTerminal(String... words) {
        List<String> command = new ArrayList<>(List.of("script", "--quiet", "--return", "--command",
                "exec " + quoted(JobtideGateway.command()) + " lint " + quoted(List.of(words)), "/dev/null"));
        return run(command);
    }

    private static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
    }

    private Result run(List<String> command) {
        Path out = folder.resolve("stdout.txt");
        Path err = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectInput(input.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        try {
            Process process = builder.start();
            long peak = 0;
            while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, ResidentMemory.peak(process));
                if (System.nanoTime() - began > LIMIT.toNanos()) {
                    process.destroyForcibly().waitFor();
                    throw new IllegalStateException(command + " ran longer than " + LIMIT + "; see " + folder);
                }
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err),
                    Duration.ofNanos(System.nanoTime() - began), peak);
        } catch (IOException e) {
            throw new MissingPeerException("cannot run " + command + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }
}
