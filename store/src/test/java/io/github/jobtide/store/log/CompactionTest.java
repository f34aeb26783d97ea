package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.EngineState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots beside commits, on a real disk. */
final class CompactionTest {
    private static final LogSizes SIZES = new LogSizes(64 << 10, 256 << 10, 4 << 10, 16 << 10, 8 << 20, 16 << 10,
            1L << 40);

    @TempDir
    Path folder;

    @Test
    void snapshotsBesideCommitsLoseNothingAndKeepTheFolderSmall() throws IOException {
        Random random = new Random(1);
        try (LogRun run = new LogRun(RealDisk.create(folder), SIZES)) {
            long most = 0;
            for (int i = 0; i < 4_000; i++) {
                run.commit(LogRun.randomBatch(random));
                most = Math.max(most, run.engine().status().bytes());
            }
            List<String> answered = run.lines();
            run.awaitSnapshots(3);
            assertThat(most).as("bytes at most, of some 4 MB that were committed").isLessThan(2 << 20);

            run.restart();

            assertThat(run.lines()).isEqualTo(answered);
            assertThat(run.engine().status().reports()).isEmpty();
        }
    }

    @Test
    void aSnapshotIsPaced() throws IOException {
        EngineState state = new EngineState();
        for (int i = 0; i < 400; i++) {
            state.committed(i, List.of(EngineState.stored("job" + i, "x", "1 ".repeat(1_000))));
        }
        LogSizes slow = new LogSizes(64 << 10, 1L << 40, 4 << 10, 64 << 10, 2 << 20, 16 << 10, 1L << 40);
        try (LocalEngine engine = LocalEngine.open(RealDisk.create(folder), slow, Duration.ZERO,
                InstantSource.system())) {
            engine.load(change -> {});
            long start = System.nanoTime();

            engine.compact(state);

            assertThat((System.nanoTime() - start) / 1e9).as("seconds for 0.8 MB at 2 MB a second").isGreaterThan(0.35);
        }
    }

    @Test
    void closingEndsASnapshotHalfWay() throws IOException {
        List<Change> many = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            many.add(EngineState.stored("job" + i, "x", "1 ".repeat(1_000)));
        }
        LogSizes crawling = new LogSizes(64 << 10, 1L << 40, 4 << 10, 64 << 10, 20_000, 16 << 10, 1L << 40);
        List<String> answered;
        try (LogRun run = new LogRun(RealDisk.create(folder), crawling)) {
            run.commit(many);
            answered = run.lines();
            run.engine().requestSnapshot(); // would take 40 s
            long end = System.nanoTime() + 10_000_000_000L;
            while (!folder.resolve(FileNames.SNAPSHOT_BEGUN).toFile().exists()) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
        }
        assertThat(folder.resolve(FileNames.SNAPSHOT_BEGUN)).doesNotExist();
        assertThat(LogRun.linesOn(RealDisk.of(folder))).isEqualTo(answered);
    }

    @Test
    void manyShortLivesDoNotPileUpSegments() throws IOException {
        try (LogRun run = new LogRun(RealDisk.create(folder), SIZES)) {
            for (int i = 0; i < 40; i++) {
                run.commit(List.of(EngineState.stored("job", "x", i + "")));
                run.restart();
            }
            assertThat(run.lines()).containsExactly("{job=\"job\"} x @7 shape x 39");
            assertThat(run.engine().status().bytes()).isLessThan(1 << 20);
        }
    }

    @Test
    void oneSyncServesAWholeBatch() throws IOException {
        try (LogRun run = new LogRun(RealDisk.create(folder), LogSizes.USUAL)) {
            List<Change> batch = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                batch.add(EngineState.stored("job" + i, "x", "1"));
            }
            for (int i = 0; i < 50; i++) {
                run.commit(batch);
            }
            // one each, and one for the folder when the segment was begun
            assertThat(run.engine().syncCount()).isEqualTo(new SyncCount(50, 51));
        }
    }
}
