package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Snapshots that are read while pushes go on, which write over what nobody reads. */
final class ReadersTest {
    private static final int GROUPS = 40;
    private static final int READERS = 4;

    private final StoreDriver store = StoreDriver.open();

    static LongStream seeds() {
        return Seeds.first(6);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatReadersSeeIsWholeAndStaysAsItIs(long seed) {
        push(new Random(seed), 0);
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            long own = seed * READERS + i;
            readers.add(CompletableFuture.supplyAsync(() -> read(new Random(own), done)));
        }

        Random random = new Random(seed);
        for (int round = 1; round <= 400; round++) {
            push(random, round);
        }
        done.set(true);

        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isPositive());
    }

    /** Pushes the same number to every series of a group, now short and now long. */
    private void push(Random random, int round) {
        for (int group = 0; group < GROUPS; group++) {
            if (round == 0 || random.nextInt(3) > 0) {
                double value = random.nextBoolean() ? round : round + random.nextDouble();
                store.store().push(key("job", "j" + group), PushMode.REPLACE,
                        List.of(gauge("a", value), gauge("b", value), gauge("c", value)), _ -> {});
            }
        }
        store.put(key("job", "last"), gauge("d", round)); // waits for those before it
    }

    private int read(Random random, AtomicBoolean done) {
        int pages = 0;
        while (!done.get() || pages == 0) {
            try (Snapshot snapshot = store.store().snapshot()) {
                String first = page(snapshot);
                assertThat(values(first, "a")).hasSize(GROUPS).isEqualTo(values(first, "b"))
                        .isEqualTo(values(first, "c"));
                for (int i = random.nextInt(4); i > 0; i--) {
                    assertThat(page(snapshot)).isEqualTo(first);
                }
                pages++;
            }
        }
        return pages;
    }

    private static String page(Snapshot snapshot) {
        var page = new ByteArrayOutputStream();
        snapshot.writeText(List.of(), Escaping.ALLOW_UTF_8, (piece, length) -> page.write(piece, 0, length));
        return page.toString(StandardCharsets.UTF_8);
    }

    private static List<String> values(String page, String family) {
        return page.lines().filter(line -> line.startsWith(family + "{")).map(line -> line.split(" ")[1]).toList();
    }

    @Test
    void aClosedSnapshotShowsNoGroups() {
        store.put(key("job", "j"), gauge("a", 1));
        Snapshot snapshot = store.store().snapshot();
        snapshot.close();
        snapshot.close();

        assertThatThrownBy(() -> page(snapshot)).isInstanceOf(IllegalStateException.class)
                .hasMessage("the snapshot is closed");
        assertThat(snapshot.groupCount()).isEqualTo(1);
    }

    @Test
    void whatNobodyReadsIsWrittenOver() {
        GroupKey key = key("job", "j");
        store.put(key, gauge("a", 1));
        StoredGroup first;
        try (Snapshot snapshot = store.store().snapshot()) {
            first = snapshot.group(key).orElseThrow();
        }
        store.put(key, gauge("a", 2));
        try (Snapshot snapshot = store.store().snapshot()) {
            assertThat(snapshot.group(key).orElseThrow()).isSameAs(first);
            store.put(key, gauge("a", 3));
            assertThat(page(snapshot)).contains("a{instance=\"\",job=\"j\"} 2\n");
        }
        assertThat(store.samples()).containsExactly("a{instance=\"\",job=\"j\"} 3");
    }
}
