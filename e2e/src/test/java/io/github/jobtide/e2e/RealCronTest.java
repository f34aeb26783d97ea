package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tables of awkward lines, as they are and wrapped by {@code jobtide crontab}, run by Debian's real cron side by side: each line does the same.
 *
 * <p>cron runs in a mount namespace of its own, with folders of its own where it looks for tables, and a clock that shows the turn of a year that is a Sunday, twenty times as fast: all nicknames
 * are due then. In the place of the wrapper stands a script that keeps the job's name and becomes the command: that is about lines, not about runs. A table of two lines is run by the real one.
 */
final class RealCronTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path RESOURCES = Workspace.root().resolve("e2e/src/test/resources/crontab");
    private static final int FILES = 43 + 3;

    private final Path folder = Workspace.newFolder("cron");
    private final Map<String, Map<String, String>> seen = new TreeMap<>();

    @Test
    void aWrappedTableDoesUnderCronWhatItDidBefore() throws IOException {
        Path standIn = program("jobtide", """
                #!/bin/sh
                [ "$1 $2" = "run --job" ] && [ "$4" = -- ] || exit 125
                echo "$3" >> %s/jobs
                shift 4
                exec "$@"
                """.formatted(folder));
        Files.createFile(folder.resolve("jobs"));
        open(folder.resolve("jobs"));
        for (String kind : List.of("plain", "wrapped")) {
            open(Files.createDirectory(folder.resolve(kind)));
            Files.writeString(folder.resolve(kind).resolve("source"), "copied\n");
            open(folder.resolve(kind).resolve("source"));
            for (String table : List.of("user", "system")) {
                Files.writeString(folder.resolve(kind + "-" + table), Files.readString(RESOURCES.resolve(table
                        + ".crontab")).replace("@OUT@", folder.resolve(kind).toString()));
            }
        }
        JobCommand job = new JobCommand("");

        JobCommand.Result user = wrap(job, standIn, "wrapped-user");
        JobCommand.Result system = wrap(job, standIn, "wrapped-system", "--system");

        assertThat(user.out())
                .contains("+* * * * * " + standIn + " run --job echo -- \"$SHELL\" -c 'echo plain >$OUT/01'\n");
        assertThat(system.out()).contains("  # line 4, as root\n  - job: \"");
        assertThat(wrap(job, standIn, "wrapped-user").out()).as("again").isEmpty();
        assertThat(Command
                .run(LIMIT, List.of("grep", "-c", standIn + " run --job", folder.resolve("wrapped-user").toString()))
                .output()).isEqualTo("43\n");
        Map<String, String> plain;
        try (ServerProcess gateway = JobtideGateway.start()) {
            tableForTheRealWrapper(gateway);
            assertThat(wrap(job, Path.of(JobtideGateway.command().getFirst()), "real").status()).isZero();
            try (Cron cron = Cron.start(folder)) {
                await(cron, () -> {
                    Map<String, String> before = contents("plain");
                    return before.size() > FILES && before.equals(contents("wrapped"));
                });
                plain = Map.copyOf(contents("plain"));
                await(cron, () -> runs(gateway).size() == 2);
                assertThat(runs(gateway)).containsExactlyInAnyOrder("{instance=\"\",job=\"echo\"} 3",
                        "{instance=\"\",job=\"cat\"} 0");
                assertThat(Files.readString(folder.resolve("real-input"))).isEqualTo("line one\nline two\n");
            }
        }
        assertThat(plain).hasSize(FILES + 1).containsEntry("02", "first line\nsecond line\n").containsEntry("04",
                "in%put\nback\\slash\n").containsEntry("s2", "as toor\nread by it\n").containsEntry("33%percent", "")
                .containsEntry("42", "here 42\n");
        assertThat(Files.readString(folder.resolve("jobs")).lines()).contains("cp", "touch", "echo");
        System.out.println("lines under Debian's cron " + Workspace.peerVersion("cron") + ", the same as before: "
                + FILES);
    }

    @Test
    void aTableIsNotWrittenWithAProgramThatCronDoesNotFind() throws IOException {
        Path table = Files.writeString(folder.resolve("table"), "0 3 * * * backup\n");
        JobCommand job = new JobCommand("");

        JobCommand.Result refused = job.run("crontab", table.toString(), "--write", "--program=jobtide-elsewhere");
        String kept = Files.readString(table);
        Files.writeString(table, "PATH=/opt/bin\n" + kept);
        JobCommand.Result written = job.run("crontab", table.toString(), "--write", "--program=jobtide-elsewhere");

        assertThat(refused.err())
                .contains("cron looks into /usr/bin and /bin alone and finds no jobtide-elsewhere there");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(kept).isEqualTo("0 3 * * * backup\n");
        assertThat(written.status()).isZero();
        assertThat(table).content().contains("0 3 * * * jobtide-elsewhere run --job backup -- ");
    }

    private void tableForTheRealWrapper(ServerProcess gateway) throws IOException {
        Files.writeString(folder.resolve("real"), """
                JAVA_HOME=%s
                JOBTIDE_GATEWAY=%s
                XDG_STATE_HOME=%s
                @reboot echo "it's"; exit 3
                @reboot cat >%s/real-input%%line one%%line two
                """.formatted(System.getProperty("java.home"), gateway.uri(""), folder, folder));
    }

    private static List<String> runs(ServerProcess gateway) {
        return gateway.exchange(Request.of("GET", "/metrics")).text().lines()
                .filter(line -> line.startsWith("jobtide_last_run_exit_code{"))
                .map(line -> line.substring(line.indexOf('{'))).toList();
    }

    private void await(Cron cron, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(cron.isAlive()).as(cron.log()).isTrue();
            assertThat(System.nanoTime()).as(() -> "seen by then: " + contents("plain").keySet() + "\n"
                    + contents("wrapped").keySet() + "\n" + cron.log()).isLessThan(deadline);
            Pause.of(Duration.ofMillis(200));
        }
    }

    private JobCommand.Result wrap(JobCommand job, Path program, String table, String... more) {
        return job.run(Stream.concat(Stream.of("crontab", folder.resolve(table).toString(), "--program=" + program,
                "--write"), Stream.of(more)).toArray(String[]::new));
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve(name), script);
        open(program);
        return program;
    }

    /** What has been seen of each file by now: at its longest, since each line empties its file every minute before it fills it again. */
    private Map<String, String> contents(String kind) {
        Map<String, String> contents = seen.computeIfAbsent(kind, _ -> new TreeMap<>());
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
            files.forEach(file -> contents.merge(String.valueOf(file.getFileName()), text(file),
                    (before, now) -> now.length() < before.length() ? before : now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
