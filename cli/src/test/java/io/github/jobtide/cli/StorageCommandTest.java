package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import io.github.jobtide.store.PushMode;
import io.github.jobtide.store.StoreLimits;
import io.github.jobtide.store.log.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class StorageCommandTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1000));

    private static final GroupKey BACKUP = GroupKey.of(Labels.of("job", "backup"));

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSoundFolderIsSummedUp() {
        push(1);

        int status = execute("storage", "verify", folder.toString());

        assertThat(err).hasToString("");
        assertThat(out.toString()).contains("sound: 1 groups, 1 families, ");
        assertThat(status).isZero();
    }

    @Test
    void aDamagedFolderEndsWithOneAndIsNotTouched() throws IOException {
        push(1);
        Path file = fileThatHolds("backup");
        byte[] damaged = flipOneBit(file, "backup");

        int status = execute("storage", "verify", folder.toString());

        assertThat(out.toString()).contains("1 damaged: ");
        assertThat(status).isEqualTo(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }

    @Test
    void aDumpShowsGroupsAndTheTextOfTheirFamilies() {
        push(7);

        String dumped = capture(() -> assertThat(execute("storage", "dump", folder.toString())).isZero());

        assertThat(dumped).contains("# TYPE files gauge\\nfiles{instance=\\\"\\\",job=\\\"backup\\\"} 7\\n");
    }

    @Test
    void compactingKeepsWhatIsStored() {
        push(IntStream.rangeClosed(1, 99).asDoubleStream().toArray());
        push(100);

        int status = execute("storage", "compact", folder.toString());

        assertThat(err).hasToString("");
        assertThat(out.toString()).containsPattern("\\d+ bytes before, \\d+ bytes after\n");
        assertThat(status).isZero();
        assertThat(capture(() -> execute("storage", "dump", folder.toString()))).contains("} 100\\n");
    }

    @Test
    void aFolderThatIsLockedIsNotCompacted() {
        try (LocalEngine _ = LocalEngine.open(folder, Duration.ZERO, CLOCK)) {
            int status = execute("storage", "compact", folder.toString());

            assertThat(err.toString()).startsWith("jobtide storage compact: error: ").contains(folder.toString());
            assertThat(status).isEqualTo(2);
        }
    }

    @Test
    void aFolderThatDoesNotExistEndsWithTwo() {
        int status = execute("storage", "verify", folder.resolve("nowhere").toString());

        assertThat(err.toString()).startsWith("jobtide storage verify: error: ").contains("nowhere").hasLineCount(1);
        assertThat(status).isEqualTo(2);
    }

    private void push(double... values) {
        LocalEngine engine = LocalEngine.open(folder, Duration.ZERO, CLOCK);
        try (MetricStore store = MetricStore.open(engine, Map.of(), StoreLimits.forHeap(1 << 20), NameRule.CLASSIC,
                CLOCK)) {
            for (double value : values) {
                CompletableFuture<Outcome> answer = new CompletableFuture<>();
                store.push(BACKUP, PushMode.REPLACE, List.of(files(value)), answer::complete);
                assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(new Outcome.Stored());
            }
        }
    }

    private static MetricFamily files(double value) {
        return new MetricFamily("files", MetricType.GAUGE, "",
                List.of(Metric.of(Labels.of(), new Reading.Scalar(value))));
    }

    private Path fileThatHolds(String text) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return file;
                }
            }
        }
        throw new AssertionError("no file below " + folder + " holds " + text);
    }

    private static byte[] flipOneBit(Path file, String where) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf(where);
        content[at] ^= 1;
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            access.write(content[at]);
        }
        return content;
    }

    private static String capture(Runnable command) {
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            command.run();
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = JobtideCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
