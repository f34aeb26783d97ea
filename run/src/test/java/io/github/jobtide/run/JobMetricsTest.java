package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.push.Group;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job tells of itself. */
final class JobMetricsTest {
    @TempDir
    private Path folder;
    private final List<String> trouble = new ArrayList<>();

    private JobMetrics read(String text, String... given) throws IOException {
        return JobMetrics.read(Files.writeString(folder.resolve("metrics"), text).toFile(), Instant.now(),
                List.of(given), lint(LintMode.OFF), trouble::add);
    }

    private OwnMetricsLint lint(LintMode mode) {
        return new OwnMetricsLint(mode, new Group("backup", new TreeMap<>()), (mark, line) -> trouble.add(line));
    }

    @Test
    void whatIsOfTheVocabularyGoesWithTheRunAndTheRestByItself() throws IOException {
        JobMetrics own = read("""
                jobtide_last_run_records{result="processed"} 10
                jobtide_last_run_records{result="failed"} 2
                jobtide_last_run_stage_duration_seconds{stage="load"} 1.5
                jobtide_dependency_up{dependency="db"} 0
                jobtide_progress_ratio 0.5
                # HELP depth How deep.
                # TYPE depth gauge
                depth 7
                """, "rows=12");

        assertThat(own.valid()).contains(true);
        assertThat(own.records()).containsEntry("processed", 10.0).containsEntry("failed", 2.0);
        assertThat(own.stages()).containsEntry("load", Duration.ofMillis(1500));
        assertThat(own.dependencies()).containsEntry("db", false);
        assertThat(own.hasProgress()).isTrue();
        assertThat(own.families().stream().map(MetricFamily::name)).containsExactly("depth", "rows");
        assertThat(trouble).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsSaidToBeSo() throws IOException {
        assertThat(read("depth seven\n").valid()).contains(false);
        assertThat(read("depth 7").valid()).contains(false);
        assertThat(read("depth 7 1700000000000\n").valid()).contains(false);
        assertThat(trouble).hasSize(3).allMatch(line -> line.startsWith("the metrics file "));
    }

    @Test
    void noFileIsNoTrouble() {
        JobMetrics own = JobMetrics.read(folder.resolve("none").toFile(), Instant.now(), List.of(), lint(LintMode.OFF),
                trouble::add);

        assertThat(own.valid()).isEmpty();
        assertThat(own.families()).isEmpty();
        assertThat(trouble).isEmpty();
    }

    @Test
    void aFileFromBeforeTheRunIsNotOfIt() throws IOException {
        Path file = Files.writeString(folder.resolve("metrics"), "depth 7\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));

        JobMetrics own = JobMetrics.read(file.toFile(), Instant.now().minusSeconds(30), List.of(), lint(LintMode.OFF),
                trouble::add);

        assertThat(own.valid()).isEmpty();
        assertThat(own.families()).isEmpty();
        assertThat(trouble).singleElement().asString().contains("before this run");
    }

    @Test
    void whatHasNoEndIsNotRead() throws IOException {
        Path tooLong = folder.resolve("long");
        try (RandomAccessFile file = new RandomAccessFile(tooLong.toFile(), "rw")) {
            file.setLength(16L * 1024 * 1024 + 1);
        }
        for (Path file : List.of(folder, Path.of("/dev/zero"), tooLong)) {
            assertThat(JobMetrics.read(file.toFile(), Instant.now(), List.of(), lint(LintMode.OFF),
                    trouble::add).valid()).contains(false);
        }
        assertThat(trouble).hasSize(3).allMatch(line -> line.startsWith("the metrics file "));
    }

    @Test
    void theResultOfTheRunIsNotTheJobsToTell() throws IOException {
        JobMetrics own = read("jobtide_last_run_success 1\n", "jobtide_running=7", "1a=2", "x=y", "x");

        assertThat(own.families()).isEmpty();
        assertThat(trouble).hasSize(5);
    }
}
