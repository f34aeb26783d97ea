package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.EngineState;
import io.github.jobtide.store.log.FailingDisk.Call;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random commits, failures, restarts and snapshots: what is there is always what a map would hold. */
final class LogModelTest {
    private static final List<Call> CALLS = List.copyOf(EnumSet.allOf(Call.class));

    @Test
    void afterAnyHistoryARestartFindsExactlyWhatWasAnswered() {
        Seeds.each(300, LogModelTest::history);
    }

    private static void history(long seed) {
        Random random = new Random(seed);
        FailingDisk disk = new FailingDisk(new RecordedDisk());
        try (LogRun run = new LogRun(disk)) {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(12)) {
                    case 0 -> restart(run, disk, random);
                    case 1 -> run.engine().requestSnapshot();
                    case 2 ->
                        disk.failAt(CALLS.get(random.nextInt(CALLS.size())), random.nextInt(1, 8), false);
                    case 3 -> run.tryToCommit(manyChanges(random)); // larger than a segment
                    default -> run.tryToCommit(LogRun.randomBatch(random));
                }
            }
            restart(run, disk, random);
        }
    }

    private static void restart(LogRun run, FailingDisk disk, Random random) {
        disk.mend();
        run.commit(LogRun.randomBatch(random)); // makes void what was refused before it
        List<String> answered = run.lines();

        run.restart();

        assertThat(run.lines()).isEqualTo(answered);
        assertThat(run.engine().status().reports()).isEmpty();
    }

    private static List<Change> manyChanges(Random random) {
        List<Change> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batch.add(EngineState.stored("job" + random.nextInt(8), "family" + i % 4,
                    "9 ".repeat(random.nextInt(1, 400))));
        }
        return batch;
    }
}
