package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands under the wrapper, as one user of one host: with a home of its own for state and spool.
 *
 * <p>{@code -De2e.wrapper=COMMAND} (words separated by blanks) names another program that does what {@code jobtide run} does. Used by any number of threads.
 */
final class Wrapped {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int LOOKS = 100;

    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();

    private Wrapped(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        environment.put("TMPDIR", home.toString());
    }

    static Wrapped inNewHome() {
        return new Wrapped(Workspace.newFolder("wrapped"));
    }

    /** The same host with one more variable in the environment. */
    Wrapped with(String name, String value) {
        Wrapped more = new Wrapped(home);
        more.environment.putAll(environment);
        more.environment.put(name, value);
        return more;
    }

    Path home() {
        return home;
    }

    /**
     * @param output on standard output
     * @param error on standard error
     */
    record Ended(int status, String output, String error, Duration took) {}

    /** One that runs. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Path output;
        private final Path error;
        private final long began = System.nanoTime();

        private Running(Process process, Path output, Path error) {
            this.process = process;
            this.output = output;
            this.error = error;
        }

        long pid() {
            return process.pid();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        void signal(String name) {
            Command.run(LIMIT, List.of("kill", "-" + name, Long.toString(pid())));
        }

        String output() {
            return text(output);
        }

        /** Waits until it has written that. */
        void awaitOutput(String text) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!output().contains(text)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no " + text + " in time: " + text(error));
                }
                Pause.of(Duration.ofMillis(10));
            }
        }

        Ended await() {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("still running after " + LIMIT + ": " + text(error));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a wrapped command", e);
            }
            return new Ended(process.exitValue(), text(output), text(error),
                    Duration.ofNanos(System.nanoTime() - began));
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The words that start the wrapper. */
    static List<String> program() {
        String given = System.getProperty("e2e.wrapper", "");
        List<String> program = new ArrayList<>(
                given.isBlank() ? JobtideGateway.command() : List.of(given.strip().split(" +")));
        if (given.isBlank()) {
            program.add("run");
        }
        return program;
    }

    Running start(String... words) {
        List<String> command = program();
        command.addAll(List.of(words));
        return startProgram(command);
    }

    /** @param words all of them, the program's first */
    Running startProgram(List<String> words) {
        try {
            Path output = Files.createTempFile(home, "output", ".txt");
            Path error = Files.createTempFile(home, "error", ".txt");
            ProcessBuilder builder = new ProcessBuilder(words).directory(home.toFile())
                    .redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output.toFile())
                    .redirectError(error.toFile());
            for (String name : List.of("JOBTIDE_GATEWAY", "PUSHGATEWAY_URL", "JOBTIDE_TOKEN", "JOBTIDE_ENV",
                    "ENVIRONMENT", "JOBTIDE_CONFIG")) {
                builder.environment().remove(name);
            }
            builder.environment().putAll(environment);
            return new Running(builder.start(), output, error);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + words, e);
        }
    }

    Ended run(String... words) {
        try (Running running = start(words)) {
            return running.await();
        }
    }

    /** Delivers what waits in the spool, as a timer of the host would. */
    Ended drain() {
        List<String> words = new ArrayList<>(JobtideGateway.command());
        words.add("drain");
        try (Running drain = startProgram(words)) {
            return drain.await();
        }
    }

    /** Files below a folder of the home's state, by their names from there. */
    List<String> state(String below) {
        Path folder = home.resolve("state/jobtide").resolve(below);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        for (int attempt = 1;; attempt++) {
            try (var files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (UncheckedIOException e) {
                // An unfinished file may be there when the folder is listed, and gone when it is looked at.
                if (!(e.getCause() instanceof NoSuchFileException) || attempt == LOOKS) {
                    throw e;
                }
            }
        }
    }

    /** What waits in the spool. */
    List<String> spooled() {
        return state("spool").stream().filter(name -> name.endsWith(".push") && !name.contains("/")).toList();
    }

    /** What a gateway has refused for good. */
    List<String> rejected() {
        return state("spool/rejected").stream().filter(name -> name.endsWith(".push")).toList();
    }
}
