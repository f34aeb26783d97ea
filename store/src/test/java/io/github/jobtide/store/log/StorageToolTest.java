package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.store.Change;
import io.github.jobtide.store.EngineState;
import io.github.jobtide.store.Failures;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageToolTest {
    @TempDir
    Path folder;

    private LogRun run() throws IOException {
        return new LogRun(RealDisk.create(folder));
    }

    @Test
    void verifyCountsWhatIsThere() throws IOException {
        try (LogRun run = run()) {
            run.commit(List.of(EngineState.stored("a", "x", "1"), EngineState.stored("a", "y", "2")));
            run.commit(List.of());
            run.commit(List.of(EngineState.stored("b", "x", "3")));

            StorageTool.Verification seen = StorageTool.verify(folder); // beside the running engine

            assertThat(seen).isEqualTo(new StorageTool.Verification(3, 3, 2, 3, 0, 4096,
                    List.of("segment-0000000000000001.log: 3 batches")));
            assertThat(seen.sound()).isTrue();
        }
    }

    @Test
    void dumpPrintsALineForEachPushGroupAndFamily() throws IOException {
        GroupKey key = GroupKey.of(Labels.of("job", "nightly \"backup\"", "path", "C:\\x\ny"));
        try (LogRun run = run()) {
            run.commit(List.of(new Change.GroupTimes(key, 1_700_000_000_500_000_000L, 0),
                    new Change.FamilyStored(key, "files", 1_700_000_000_000_000_000L, new byte[0],
                            "2\n".getBytes(StandardCharsets.UTF_8)),
                    new Change.FailuresKept(key, Failures.of(1_700_000_000_000_000_000L, 0, new long[]{7, 8})),
                    EngineState.remembered(0xABC, 1_700_000_000_000_000_000L)));
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        StorageTool.dump(folder, new PrintStream(printed, true, StandardCharsets.UTF_8),
                stored -> stored.family() + "\t" + new String(stored.values(), StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(
                """
                        {"push":"0000000000000abcfffffffffffff543","received":"2023-11-14T22:13:20Z"}
                        {"group":{"job":"nightly \\"backup\\"","path":"C:\\\\x\\ny"},"pushed":"2023-11-14T22:13:20.500Z","failed":null}
                        {"group":{"job":"nightly \\"backup\\"","path":"C:\\\\x\\ny"},"consecutive_failures":2,"since":"2023-11-14T22:13:20Z"}
                        {"group":{"job":"nightly \\"backup\\"","path":"C:\\\\x\\ny"},"family":"files","pushed":"2023-11-14T22:13:20Z","text":"files\\u00092\\n"}
                        """);
    }

    @Test
    void compactDropsHistoryAndKeepsTheState() throws IOException {
        List<String> before;
        try (LogRun run = run()) {
            for (int i = 0; i < 100; i++) {
                run.commit(List.of(EngineState.stored("job" + i % 3, "x", i + " ".repeat(i))));
            }
            run.commit(List.of(EngineState.remembered(1, 2),
                    new Change.FailuresKept(EngineState.key("job1"), Failures.of(1, 2, new long[]{3}))));
            before = run.lines();
            assertThatThrownBy(() -> StorageTool.compact(folder, Duration.ZERO)).hasMessageContaining("is in use");
        }

        StorageTool.Compaction done = StorageTool.compact(folder, Duration.ZERO);

        assertThat(done.bytesAfter()).isLessThan(1000).isLessThan(done.bytesBefore());
        assertThat(LogRun.linesOn(RealDisk.of(folder))).isEqualTo(before);
        assertThat(StorageTool.verify(folder).lines()).hasSize(1).first().asString().startsWith("snapshot-")
                .endsWith("state after batch 101, 6 records");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> StorageTool.verify(missing)).isInstanceOf(StorageException.class)
                .hasMessage("there is no folder %s; name the one that the gateway's --storage.path names", missing);
        assertThat(missing).doesNotExist();
    }
}
