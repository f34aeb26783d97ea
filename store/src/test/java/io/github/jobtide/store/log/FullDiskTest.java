package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process on a real file system that has no room: files of that process may not grow beyond half a segment (RLIMIT_FSIZE, set from
 * outside while it runs, which needs no rights), until they may again.
 */
final class FullDiskTest {
    private static final long SEGMENT_BYTES = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void pushesAreRefusedDeletesWorkAndItGoesOnByItselfWhenThereIsRoom() throws Exception {
        Process process = OtherProcess.start(OtherProcess.Committer.class, folder.toString());
        try (BufferedReader answers = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
            assertThat(answers.readLine()).isEqualTo("ready");
            assertThat(tell(orders, answers, "push 0")).isEqualTo("ok");
            awaitPrepared();

            limitFiles(process, SEGMENT_BYTES / 2);
            List<String> stored = new ArrayList<>();
            String answer = "";
            for (int i = 1; i <= 60; i++) {
                answer = tell(orders, answers, "push " + i);
                if (answer.equals("ok")) {
                    stored.add("{job=\"job%d\"}".formatted(i));
                }
            }
            assertThat(answer).contains("could not be written to", "File too large", "nothing of it is kept");
            assertThat(stored).hasSizeBetween(10, 40);
            for (int i = 0; i <= 9; i++) {
                assertThat(tell(orders, answers, "delete " + i)).isEqualTo("ok");
                stored.remove("{job=\"job%d\"}".formatted(i));
            }
            assertThat(tell(orders, answers, "push 61")).contains("File too large");

            limitFiles(process, Long.MAX_VALUE);
            assertThat(tell(orders, answers, "push 62")).isEqualTo("ok");
            stored.add("{job=\"job62\"}");
            orders.println("end");
            assertThat(process.waitFor()).isZero();

            assertThat(LogRun.linesOn(RealDisk.of(folder)).stream().map(line -> line.split(" ")[0]))
                    .containsExactlyInAnyOrderElementsOf(stored);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String tell(PrintWriter orders, BufferedReader answers, String order) throws IOException {
        orders.println(order);
        return String.valueOf(answers.readLine());
    }

    /** What lies below the limit in files that are larger can still be written. */
    private static void limitFiles(Process process, long bytes) throws Exception {
        String limit = bytes == Long.MAX_VALUE ? "unlimited" : Long.toString(bytes);
        Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()),
                "--fsize=" + limit + ":unlimited")
                .redirectErrorStream(true).start();
        String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(prlimit.waitFor()).as("prlimit of package util-linux: " + said).isZero();
    }

    /** The next segment, and the spare one. */
    private void awaitPrepared() throws IOException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (preparedFiles() < 2) {
            assertThat(System.nanoTime()).as("segments are prepared").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private long preparedFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> FileNames.isBlank(String.valueOf(file.getFileName()))
                    && file.toFile().length() == SEGMENT_BYTES).count();
        }
    }
}
