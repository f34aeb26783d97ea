package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MemoryEngine;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import io.github.jobtide.store.PushMode;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoreLimits;
import io.github.jobtide.store.StoredGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private Instant now = Instant.parse("2026-02-03T04:05:06Z");
    private final MetricStore store = MetricStore.open(new MemoryEngine(), OwnMetrics.types(),
            StoreLimits.forHeap(256 << 20), NameRule.CLASSIC, () -> now);

    private final List<GroupRow> late = new ArrayList<>();

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aGroupThatIsPushedToAfterItWasSelectedIsKept() {
        IntStream.range(0, 450).forEach(i -> push("j%03d".formatted(i)));
        List<GroupRow> seen = rows();
        now = now.plusNanos(1);
        push("j007");
        push("j300");

        Removal removal = Removal.of(seen, store, late::add);

        assertThat(removal.failure()).isEmpty();
        assertThat(removal.removed()).hasSize(448);
        assertThat(removal.kept()).extracting(row -> row.key().job()).containsExactly("j007", "j300");
        assertThat(rows()).extracting(row -> row.key().job()).containsExactly("j007", "j300");
    }

    @Test
    void storageThatDoesNotAnswerIsWaitedForOnceAndNotAskedForMore() {
        IntStream.range(0, 450).forEach(i -> push("j%03d".formatted(i)));
        List<GroupRow> asked = new ArrayList<>();

        Removal removal = Removal.of(rows(), (row, answer) -> {
            asked.add(row);
            if (asked.size() % 2 == 0) {
                answer.accept(new Outcome.Stored());
            }
        }, Duration.ofMillis(50), late::add);

        assertThat(removal.failure()).isEqualTo("storage does not answer");
        assertThat(asked).hasSize(200);
        assertThat(removal.removed()).as("what was done all the same").hasSize(100);
    }

    @Test
    void aGroupThatIsGoneAlreadyIsNeitherRemovedNorKept() {
        push("a");
        push("b");
        List<GroupRow> seen = rows();
        Removal first = Removal.of(seen.subList(0, 1), store, late::add);

        Removal second = Removal.of(seen, store, late::add);

        assertThat(jobs(first.removed())).containsExactly("a");
        assertThat(second).isEqualTo(new Removal(seen.subList(1, 2), List.of(), ""));
    }

    @Test
    void whatStorageRemovesAfterTheWaitIsToldOnceEach() {
        List.of("a", "b", "c", "d").forEach(this::push);
        List<Consumer<Outcome>> answers = new ArrayList<>();
        Removal removal = Removal.of(rows(), (_, answer) -> {
            answers.add(answer);
            if (answers.size() == 1) {
                answer.accept(new Outcome.Stored());
            }
        }, Duration.ofMillis(50), late::add);
        assertThat(jobs(removal.removed())).containsExactly("a");
        assertThat(late).isEmpty();

        answers.get(1).accept(new Outcome.Stored());
        answers.get(2).accept(new Outcome.Unavailable("the disk is full"));
        answers.get(3).accept(new Outcome.Stored());

        assertThat(jobs(late)).containsExactly("b", "d");
    }

    private static List<String> jobs(List<GroupRow> rows) {
        return rows.stream().map(row -> row.key().job()).toList();
    }

    private List<GroupRow> rows() {
        List<GroupRow> rows = new ArrayList<>();
        try (Snapshot snapshot = store.snapshot()) {
            for (StoredGroup group : snapshot.groups()) {
                rows.add(GroupRow.of(group));
            }
        }
        return rows;
    }

    private void push(String job) {
        var answer = new CompletableFuture<Object>();
        store.push(GroupKey.of(Labels.of("job", job)), PushMode.REPLACE,
                List.of(new MetricFamily("m", MetricType.GAUGE, "", List.of(Metric.of(1)))), answer::complete);
        answer.join();
    }
}
