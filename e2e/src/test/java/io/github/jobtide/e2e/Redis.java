package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Redis that {@code tools/peers} brought, which keeps nothing on disk. */
final class Redis implements AutoCloseable {
    private static final String PEER = "redis";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final Process process;

    private Redis(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** With some keys in it. */
    static Redis start() {
        int port = ServerProcess.freePort();
        Path folder = Workspace.newFolder(PEER);
        ProcessBuilder builder = new ProcessBuilder(Workspace.peer(PEER, "redis-server").toString(), "--port",
                String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder.toString());
        builder.environment().putAll(libraries());
        try {
            Process process = builder.redirectErrorStream(true).redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Redis redis = new Redis(port, process);
            redis.fill(folder);
            return redis;
        } catch (IOException e) {
            throw new MissingPeerException(
                    "cannot start redis-server: " + e.getMessage() + "; run tools/peers exporters");
        }
    }

    /** Those that were unpacked beside it. */
    private static Map<String, String> libraries() {
        try (Stream<Path> folders = Files.list(Workspace.root().resolve("target/peers/redis/usr/lib"))) {
            Path folder = folders.filter(each -> each.toString().endsWith("-gnu")).findFirst().orElseThrow();
            return Map.of("LD_LIBRARY_PATH", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Path folder) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!client("PING").output().equals("PONG\n")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("redis-server did not answer; see " + folder);
            }
            Pause.of(Duration.ofMillis(20));
        }
        client("SET", "greeting", "hello");
        client("SET", "fleeting", "soon", "EX", "1000");
        client("GET", "absent");
    }

    private Command.Result client(String... words) {
        List<String> command = new ArrayList<>(
                List.of(Workspace.peer(PEER, "redis-cli").toString(), "-p", String.valueOf(port)));
        command.addAll(List.of(words));
        return Command.run(LIMIT, libraries(), command);
    }

    String address() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
