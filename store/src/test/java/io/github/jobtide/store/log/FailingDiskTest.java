package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.EngineState;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.StorageStatus;
import io.github.jobtide.store.log.FailingDisk.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that refuses: nothing answered is lost, nothing refused comes back, and it goes on by itself when the disk does. */
final class FailingDiskTest {
    private static final int MANY = 400;

    private final RecordedDisk memory = new RecordedDisk();
    private final FailingDisk disk = new FailingDisk(memory);

    @ParameterizedTest(name = "{0}")
    @EnumSource(Call.class)
    void oneFailureAnywhereLosesNothingAnsweredAndKeepsNothingRefused(Call call) {
        int refused = 0;
        for (int number = 1; number <= MANY; number++) {
            refused += runWithFailure(new FailingDisk(new RecordedDisk()), call, number, false);
        }
        assertThat(refused).as("commits that were refused").isGreaterThan(0);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Call.class)
    void aDiskThatStaysBrokenRefusesUntilItIsMended(Call call) {
        int refused = 0;
        for (int number = 1; number <= MANY; number += 7) {
            refused += runWithFailure(new FailingDisk(new RecordedDisk()), call, number, true);
        }
        assertThat(refused).as("commits that were refused").isGreaterThan(10);
    }

    /** @return how many commits were refused */
    private static int runWithFailure(FailingDisk failing, Call call, int number, boolean andOn) {
        Random random = new Random(number);
        String where = "%s number %d fails%s".formatted(call, number, andOn ? ", and those after it" : "");
        int refused = 0;
        try (LogRun run = new LogRun(failing)) {
            failing.failAt(call, number, andOn);
            for (int i = 0; i < 40; i++) {
                refused += run.tryToCommit(LogRun.randomBatch(random)) ? 0 : 1;
            }
            failing.mend();
            assertThat(run.engine().status().failures()).as(where).isEqualTo(refused);
            run.commit(LogRun.randomBatch(random)); // goes well again, and makes void what was refused before
            List<String> answered = run.lines();

            run.restart();

            assertThat(run.lines()).as(where).isEqualTo(answered);
            assertThat(run.engine().status().damagedRecords()).as(where + ": " + run.engine().status().reports())
                    .isZero();
        }
        return refused;
    }

    @Test
    void aRefusedBatchDoesNotComeBackEvenIfNothingIsCommittedAfterIt() {
        try (LogRun run = new LogRun(disk)) {
            run.commit(List.of(EngineState.stored("a", "x", "1")));
            awaitPrepared(run);
            disk.failAt(Call.FORCE, 1, false);
            assertThat(run.tryToCommit(List.of(EngineState.stored("a", "x", "2")))).isFalse();

            run.restart();

            assertThat(run.lines()).containsExactly("{job=\"a\"} x @7 shape x 1");
        }
    }

    @Test
    void aRefusalSaysWhatWhereAndWhatToDo() {
        try (LogRun run = new LogRun(disk)) {
            run.commit(List.of());
            awaitPrepared(run);
            disk.failAt(Call.FORCE, 1, false);

            assertThatThrownBy(() -> run.commit(List.of(EngineState.stored("a", "x", "1"))))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("batch 2 could not be written to segment-0000000000000001.log in memory: "
                            + "java.io.IOException: Input/output error; nothing of it is kept; "
                            + "make room on that disk or mend it, every push tries again");

            StorageStatus status = run.engine().status();
            assertThat(status.writable()).isFalse();
            assertThat(status.failures()).isEqualTo(1);
            run.commit(List.of());
            assertThat(run.engine().status().writable()).isTrue();
        }
    }

    @Test
    void aSegmentWhoseSyncFailedIsNeverWrittenToAgain() {
        try (LogRun run = new LogRun(disk)) {
            run.commit(List.of(EngineState.stored("a", "x", "1")));
            int failed = memory.file("segment-0000000000000001.log");
            awaitPrepared(run);
            disk.failAt(Call.FORCE, 1, false);
            run.tryToCommit(List.of(EngineState.stored("a", "x", "2")));
            long writes = memory.writesTo(failed);

            run.commit(List.of(EngineState.stored("a", "x", "3")));

            assertThat(memory.writesTo(failed)).isEqualTo(writes);
        }
    }

    @Test
    void onAFullDiskDeletesStillWorkAndPushesAgainWhenThereIsRoom() {
        try (LogRun run = new LogRun(disk)) {
            awaitPrepared(run);
            disk.fill(100);
            int stored = fillUp(run);
            assertThat(stored).isGreaterThan(2);

            for (int i = 0; i < 20; i++) {
                run.commit(List.of(new Change.GroupDeleted(EngineState.key("job" + i % stored))));
                run.commit(List.of(new Change.FamilyRemoved(EngineState.key("job" + i % stored), "x")));
            }
            assertThat(run.tryToCommit(List.of(EngineState.stored("more", "x", "1")))).as("pushes").isFalse();
            assertThat(run.tryToCommit(List.of())).as("the idle check").isFalse();
            assertThat(run.engine().status().writable()).isFalse();
            List<String> answered = run.lines();

            disk.mend();
            run.commit(List.of(EngineState.stored("more", "x", "1")));
            assertThat(run.engine().status().writable()).isTrue();
            run.commit(List.of(new Change.GroupDeleted(EngineState.key("more"))));
            run.restart();
            assertThat(run.lines()).isEqualTo(answered);

            awaitPrepared(run); // the spare one, too: a second time is as good as the first
            disk.fill(100);
            fillUp(run);
            run.commit(List.of(new Change.GroupDeleted(EngineState.key("job0"))));
        }
    }

    @Test
    void whatIsPreparedServesAStartOnAFullDisk() {
        try (LogRun run = new LogRun(disk)) {
            run.commit(List.of(EngineState.stored("a", "x", "1")));
            awaitPrepared(run);
            disk.fill(0);

            run.restart();
            run.commit(List.of(EngineState.stored("a", "x", "2")));

            assertThat(run.lines()).containsExactly("{job=\"a\"} x @7 shape x 2");
        }
    }

    @Test
    void aDamagedFileThatCannotBeCopiedIsMovedAwayInsteadOfRemoved() throws IOException {
        try (LogRun run = new LogRun(disk)) {
            run.commit(List.of(EngineState.stored("a", "x", "1")));
            run.commit(List.of(EngineState.stored("b", "x", "2")));
            awaitPrepared(run);
        }
        try (DiskFile segment = memory.open("segment-0000000000000001.log", true)) {
            segment.write(ByteBuffer.wrap(new byte[]{1}), 20); // in the header
        }
        disk.failAt(Call.CREATE, 1, false);

        try (LogRun run = new LogRun(disk)) {
            assertThat(run.lines()).hasSize(2);
            assertThat(run.engine().status().reports()).hasSize(1).first().asString()
                    .contains("could not be copied: java.io.IOException: Input/output error");
            run.awaitSnapshots(1);
        }
        assertThat(memory.list("damaged")).containsExactly("segment-0000000000000001.log.1");
    }

    /** Pushes until the disk refuses. @return how many were stored */
    private static int fillUp(LogRun run) {
        for (int i = 0;; i++) {
            if (!run.tryToCommit(List.of(EngineState.stored("job" + i, "x", "1 ".repeat(300))))) {
                return i;
            }
        }
    }

    /** The next segment and the spare one. */
    private static void awaitPrepared(LogRun run) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (run.engine().preparedBytes() < 2L * LogRun.SMALL.segmentBytes()) {
            assertThat(System.nanoTime()).as("segments are prepared").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
