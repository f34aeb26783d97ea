package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real server in a process of its own, listening on a port of 127.0.0.1, until it is closed. Its output goes to a file in its folder.
 *
 * <p>Whatever way the JVM of the tests ends in good order, the process is ended with it. Used by one thread.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final int port;
    private final Path log;
    private final Process process;

    private ServerProcess(String name, int port, Path log, Process process) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts {@code command} and returns as soon as {@code GET readyPath} answers 200. */
    static ServerProcess start(String name, int port, Path folder, List<String> command, String readyPath) {
        return start(name, port, folder, command, readyPath, 200);
    }

    /** Starts {@code command} and returns as soon as {@code GET readyPath}, over plain HTTP, answers so. */
    static ServerProcess start(String name, int port, Path folder, List<String> command, String readyPath,
            int readyStatus) {
        Path log = folder.resolve(name + ".log");
        Process process;
        try {
            process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException e) {
            throw new MissingPeerException("cannot start " + name + " by " + command + ": " + e.getMessage());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServerProcess server = new ServerProcess(name, port, log, process);
        try {
            server.awaitReady(readyPath, readyStatus);
        } catch (IllegalStateException e) {
            server.kill();
            throw e;
        }
        return server;
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    private void awaitReady(String path, int status) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (RawHttp.exchange(port, Request.of("GET", path)).status() == status) {
                return;
            }
            pause();
        }
        String how = process.isAlive()
                ? "was not ready after " + START_LIMIT
                : "ended with status " + process.exitValue();
        throw new IllegalStateException(name + " " + how + "; its output:\n" + output());
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        }
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Answer exchange(Request request) {
        return RawHttp.exchange(port, request);
    }

    /** What the process has printed so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }

    /** Waits for the process to end by itself and returns its exit status. */
    int awaitExit() {
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        name + " has not ended after " + STOP_LIMIT + "; its output:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name + " to end", e);
        }
        return process.exitValue();
    }

    void hangUp() {
        Command.run(STOP_LIMIT, List.of("kill", "-HUP", Long.toString(pid())));
    }

    /** SIGTERM; returns the exit status. */
    int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        try {
            terminate();
        } catch (IllegalStateException e) {
            kill();
            throw e;
        }
    }
}
