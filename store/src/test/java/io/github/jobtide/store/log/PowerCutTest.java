package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.EngineState;
import io.github.jobtide.store.log.RecordedDisk.Event;
import io.github.jobtide.store.log.RecordedDisk.Fate;
import io.github.jobtide.testing.Seeds;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays a power cut at every point of a recorded run: each write, each sync, each change of a name. */
final class PowerCutTest {
    static LongStream seeds() {
        return Seeds.first(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyAnsweredBatchIsThereAndNoHalfOne(long seed) {
        RecordedDisk disk = new RecordedDisk();
        List<List<String>> answered = record(disk, new Random(seed));
        List<Event> events = disk.events();
        int mark = 0;

        for (int count = 0; count <= events.size(); count++) {
            if (count > 0 && events.get(count - 1) instanceof Event.Marked(int done)) {
                mark = done;
            }
            for (Fate fate : Fate.values()) {
                RecordedDisk left = RecordedDisk.afterPowerCut(events, count, fate, new Random(seed + count));
                String where = "after %d of %d events, unsynced %s".formatted(count, events.size(), fate);
                assertFound(left, answered.subList(mark, Math.min(mark + 2, answered.size())), where);
            }
        }
        assertThat(events.stream().filter(PowerCutTest::namesSnapshot).count()).as("snapshots").isGreaterThan(2);
    }

    /** As {@code jobtide storage compact} does it: no segment follows those that are removed. */
    @Test
    void aCompactionDamagesNothing() throws IOException {
        RecordedDisk disk = new RecordedDisk();
        List<String> lines;
        Random random = new Random(1);
        try (LogRun run = new LogRun(disk)) {
            for (int i = 0; i < 60; i++) {
                run.commit(LogRun.randomBatch(random));
            }
            lines = run.lines();
        }
        int before = disk.events().size();
        EngineState state = new EngineState();
        try (LocalEngine engine = LocalEngine.open(disk, LogRun.SMALL, Duration.ZERO, InstantSource.system())) {
            engine.load(state);
            engine.compact(state.copy());
        }
        List<Event> events = disk.events();

        for (int count = before; count <= events.size(); count++) {
            for (Fate fate : Fate.values()) {
                assertFound(RecordedDisk.afterPowerCut(events, count, fate, new Random(count)), List.of(lines),
                        "after %d of %d events, unsynced %s".formatted(count, events.size(), fate));
            }
        }
    }

    private static boolean namesSnapshot(Event event) {
        return event instanceof Event.Named named && named.file().isPresent() && named.name().startsWith("snapshot-");
    }

    /** Runs, restarts, and runs on. @return the state after each answered batch; the mark in the record is its index */
    private static List<List<String>> record(RecordedDisk disk, Random random) {
        List<List<String>> answered = new ArrayList<>();
        answered.add(List.of());
        try (LogRun run = new LogRun(disk)) {
            for (int i = 1; i <= 120; i++) {
                run.commit(LogRun.randomBatch(random));
                answered.add(run.lines());
                disk.mark(i);
                if (i % 20 == 0) {
                    run.engine().requestSnapshot(); // goes on beside the commits that follow
                } else if (i % 20 == 4) {
                    run.awaitSnapshots(i / 20);
                }
                if (i % 45 == 0) {
                    run.restart();
                }
            }
        }
        return answered;
    }

    private static void assertFound(RecordedDisk left, List<List<String>> possible, String where) {
        List<String> found;
        try (LogRun run = new LogRun(left)) {
            found = run.lines();
            assertThat(possible).as(where).contains(found);
            assertThat(run.engine().status().damagedRecords()).as(where + ": " + run.engine().status().reports())
                    .isZero();
            run.commit(List.of());
        }
        assertThat(LogRun.linesOn(left)).as(where + ", after another start").isEqualTo(found);
    }
}
