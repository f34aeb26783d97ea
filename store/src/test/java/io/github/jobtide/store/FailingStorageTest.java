package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.key;
import static io.github.jobtide.store.StoreDriver.summary;
import static io.github.jobtide.store.StoreDriver.untyped;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class FailingStorageTest {
    private static final GroupKey A = key("job", "a");
    private static final GroupKey B = key("job", "b");
    private static final Outcome STORED = new Outcome.Stored();

    private final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void nothingOfABatchThatFailedIsSeenAndTheNextOneSucceeds() {
        try (StoreDriver store = StoreDriver.open(engine)) {
            store.put(A, gauge("m", 1), untyped("n", 1));
            String before = store.page();

            engine.refuses = batch -> !batch.isEmpty();
            assertThat(store.put(A, summary("m", 1, 2))).isInstanceOf(Outcome.Unavailable.class);
            assertThat(store.put(B, gauge("m", 1))).isInstanceOf(Outcome.Unavailable.class);
            assertThat(store.post(B, untyped("0bad", 1))).isInstanceOf(Outcome.Unavailable.class);
            assertThat(store.page()).isEqualTo(before);

            engine.refuses = _ -> false;
            assertThat(store.put(B, gauge("m", 2))).isEqualTo(STORED);
            assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"a\"} 1", "m{instance=\"\",job=\"b\"} 2",
                    "n{instance=\"\",job=\"a\"} 1");
        }
    }

    @Test
    void deletesOfAFailedBatchAreTriedAlone() {
        try (StoreDriver store = StoreDriver.open(engine)) {
            store.put(A, gauge("m", 1));
            store.put(B, gauge("m", 1));
            engine.refuses = batch -> batch.stream().anyMatch(change -> !(change instanceof Change.GroupDeleted));
            CountDownLatch gate = new CountDownLatch(1);
            engine.gate = gate;
            List<Outcome> outcomes = new CopyOnWriteArrayList<>();

            store.store().push(B, PushMode.MERGE, List.of(gauge("m", 2)), outcomes::add);
            store.store().delete(A, outcomes::add);
            store.store().push(B, PushMode.MERGE, List.of(gauge("m", 3)), outcomes::add);
            gate.countDown();

            assertThat(store.delete(key("job", "none"))).isEqualTo(new Outcome.Absent());
            assertThat(outcomes).filteredOn(STORED::equals).hasSize(1);
            assertThat(outcomes).hasSize(3);
            assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"b\"} 1");
        }
    }

    @Test
    void manyPushesShareOneCommit() {
        try (StoreDriver store = StoreDriver.open(engine)) {
            CountDownLatch gate = new CountDownLatch(1);
            engine.gate = gate;
            List<Outcome> outcomes = new CopyOnWriteArrayList<>();

            for (int i = 0; i < 90; i++) {
                store.store().push(key("job", "j" + i), PushMode.REPLACE, List.of(gauge("m", i)), outcomes::add);
            }
            gate.countDown();

            awaitSize(outcomes, 90);
            assertThat(outcomes).containsOnly(STORED);
            assertThat(engine.commits.get()).isLessThanOrEqualTo(1 + 2);
        }
    }

    @Test
    void whatFindsNoRoomInTheQueueIsAnsweredAtOnceAndNothingIsLost() {
        try (StoreDriver store = StoreDriver.open(engine)) {
            CountDownLatch gate = new CountDownLatch(1);
            engine.gate = gate;
            List<Outcome> outcomes = new CopyOnWriteArrayList<>();

            for (int i = 0; i < 500; i++) {
                store.store().push(key("job", "j" + i), PushMode.REPLACE, List.of(gauge("m", i)), outcomes::add);
            }
            int refused = outcomes.size();
            gate.countDown();

            awaitSize(outcomes, 500);
            assertThat(refused).isBetween(300, 400);
            assertThat(store.snapshot().groupCount()).isEqualTo(500 - refused);
        }
    }

    @Test
    void aRestartRestoresEverythingTimesIncluded() {
        String page;
        try (StoreDriver store = StoreDriver.open(engine)) {
            store.put(A, gauge("m", 1), summary("s", 3, 4, "x", "y"));
            store.at(2000);
            store.post(A, untyped("n", 5));
            store.put(B, untyped("0bad", 1));
            store.put(key("job", "c"), gauge("gone", 1));
            store.delete(key("job", "c"));
            store.put(key("job", "d"), gauge("gone", 1), gauge("m", 4));
            store.put(key("job", "d"), gauge("m", 5));
            page = store.page();
        }

        try (StoreDriver again = StoreDriver.open(engine)) {
            assertThat(again.page()).isEqualTo(page).contains("push_time_seconds{instance=\"\",job=\"a\"} 2000\n");
            assertThat(again.snapshot().group(A).orElseThrow().families().get(0).pushedNanos())
                    .isEqualTo(1_000_000_000_000L);
        }
    }

    @Test
    void aRestartWithSmallerLimitsStillServesWhatWasStored() {
        String page;
        try (StoreDriver store = StoreDriver.open(engine)) {
            store.put(A, gauge("m", 1), summary("s", 3, 4));
            store.put(B, gauge("m", 2));
            page = store.page();
        }

        try (StoreDriver smaller = StoreDriver.open(engine,
                StoreDriver.LIMITS.withGroups(1).withSeries(1).withGroupSeries(1).withGroupBytes(1))) {
            assertThat(smaller.page()).isEqualTo(page);
            assertThat(smaller.put(key("job", "c"), gauge("m", 3))).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void theLiveStateAloneRestoresEverything() {
        String page;
        ScriptedEngine copy = new ScriptedEngine();
        try (StoreDriver store = StoreDriver.open(engine)) {
            store.put(A, gauge("m", 1), summary("s", 3, 4, "x", "y"));
            store.put(B, untyped("0bad", 1));
            page = store.page();
            store.snapshot().live().forEach(copy.stored::add);
            assertThat(store.snapshot().live().sequence()).isEqualTo(3);
        }

        try (StoreDriver again = StoreDriver.open(copy)) {
            assertThat(again.page()).isEqualTo(page);
        }
    }

    @Test
    void aStoredFamilyThatClashesIsKeptButNotServedUntilItsGroupIsPushedAnew() {
        try (StoreDriver store = StoreDriver.open(engine)) {
            store.put(A, gauge("m", 1));
        }
        List<Change> ofA = new ArrayList<>(engine.stored);
        engine.stored.clear();
        try (StoreDriver store = StoreDriver.open(engine)) {
            store.put(B, untyped("m", 2), untyped("n", 3));
        }
        engine.stored.addAll(ofA);

        try (StoreDriver both = StoreDriver.open(engine)) {
            assertThat(both.snapshot().heldBackFamilies()).isEqualTo(1);
            assertThat(both.samples()).containsExactly("m{instance=\"\",job=\"a\"} 1", "n{instance=\"\",job=\"b\"} 3");
            List<Change> live = new ArrayList<>();
            both.snapshot().live().forEach(live::add);
            assertThat(live).filteredOn(Change.FamilyStored.class::isInstance).hasSize(3);

            assertThat(both.put(B, gauge("m", 4))).isEqualTo(STORED);
            assertThat(both.snapshot().heldBackFamilies()).isZero();
        }
        try (StoreDriver again = StoreDriver.open(engine)) {
            assertThat(again.samples()).containsExactly("m{instance=\"\",job=\"a\"} 1", "m{instance=\"\",job=\"b\"} 4");
        }
    }

    @Test
    void whatCannotBeReadOfRunsStaysOnDiskWhenAProgramReplacesWhatItPushed() {
        engine.stored.add(new Change.FamilyStored(A, "jobtide_running", 1, new byte[]{99}, new byte[0]));
        engine.stored.add(new Change.FamilyStored(A, "m", 1, new byte[]{99}, new byte[0]));
        try (StoreDriver store = StoreDriver.open(engine)) {
            assertThat(store.snapshot().heldBackFamilies()).isEqualTo(2);

            store.put(A, gauge("n", 1));
            assertThat(store.snapshot().heldBackFamilies()).isEqualTo(1);
            store.put(A, gauge("jobtide_z", 1));
            assertThat(store.snapshot().heldBackFamilies()).isZero();
        }
    }

    private static void awaitSize(List<Outcome> outcomes, int size) {
        Instant limit = Instant.now().plusSeconds(10);
        while (outcomes.size() < size && Instant.now().isBefore(limit)) {
            Thread.onSpinWait();
        }
        assertThat(outcomes).hasSize(size);
    }
}
