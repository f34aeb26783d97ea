package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replays in every order against live pushes, with retries, failed commits and restarts. */
final class ReplaysTest {
    private static final List<String> NAMES = List.of("a", "b", "c_total", "jobtide_a", "jobtide_c_total",
            ReplayModel.FAILURES);
    private static final List<PushMode> MODES = List.copyOf(EnumSet.allOf(PushMode.class));
    private static final long SECOND = 1_000_000_000;

    @Test
    void theStoreHoldsWhatASimpleModelHolds() {
        Seeds.each(150, ReplaysTest::randomHistory);
    }

    private static void randomHistory(long seed) {
        Random random = new Random(seed);
        ScriptedEngine engine = new ScriptedEngine();
        ReplayModel model = new ReplayModel();
        StoreDriver store = StoreDriver.open(engine);
        long duplicates = 0;
        long late = 0;
        for (int step = 1; step <= 150; step++) {
            long now = 1000L + step;
            store.at(now);
            String job = random.nextBoolean() ? "a" : "b";
            switch (random.nextInt(24)) {
                case 0 -> {
                    store.delete(StoreDriver.key("job", job));
                    model.delete(job);
                }
                case 1 -> {
                    duplicates += store.store().counts().duplicates();
                    late += store.store().counts().late();
                    if (random.nextBoolean()) {
                        compact(store, engine);
                    }
                    store.close();
                    store = StoreDriver.open(engine);
                }
                default -> push(store, engine, model, random, job, now * SECOND);
            }
            assertThat(lines(store)).as("step %d", step).isEqualTo(model.lines());
        }
        assertThat(duplicates + store.store().counts().duplicates()).isEqualTo(model.duplicates);
        assertThat(late + store.store().counts().late()).isEqualTo(model.late);
        store.close();
    }

    /** What a snapshot would keep is all that is there from now on. */
    private static void compact(StoreDriver store, ScriptedEngine engine) {
        List<Change> live = new ArrayList<>();
        store.snapshot().live().forEach(live::add);
        engine.stored.clear();
        engine.stored.addAll(live);
    }

    private static void push(StoreDriver store, ScriptedEngine engine, ReplayModel model, Random random, String job,
            long now) {
        PushMode mode = MODES.get(random.nextInt(MODES.size()));
        String id = random.nextBoolean() ? "run " + random.nextInt(60) : null;
        boolean replay = random.nextInt(3) == 0;
        long event = replay || random.nextBoolean() ? now - random.nextInt(60) * SECOND : 0;
        Map<String, Double> families = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            families.put(name, (double) random.nextInt(name.equals(ReplayModel.FAILURES) ? 2 : 9));
        }
        GroupKey key = StoreDriver.key("job", job);
        Mark mark = mark(key, id, event, replay);
        MetricFamily[] pushed = families(families);

        if (random.nextInt(8) == 0) {
            engine.refuses = batch -> !batch.isEmpty();
            Outcome outcome = store.push(key, mode, mark, pushed);
            assertThat(outcome).isInstanceOfAny(Outcome.Unavailable.class, Outcome.Stored.class);
            engine.refuses = _ -> false;
            if (outcome instanceof Outcome.Stored) { // nothing had to be written, since the id is known
                model.push(job, mode, id, event, replay, now, families);
            }
        }
        for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
            assertThat(store.push(key, mode, mark, pushed)).isEqualTo(new Outcome.Stored());
            model.push(job, mode, id, event, replay, now, families);
        }
    }

    /** Runs whose pushes are delivered at once, or later in any order: in the end all is as if each had been delivered at once. */
    @Test
    void whateverIsDeliveredLaterTheEndIsTheSame() {
        StoreDriver store = StoreDriver.open();
        Seeds.each(1500, seed -> {
            Random random = new Random(seed);
            String job = "job" + seed;
            int runs = 2 + random.nextInt(6);
            double files = 0;
            int failures = 0;
            List<Integer> spool = new ArrayList<>();
            boolean[] failed = new boolean[runs];
            for (int run = 0; run < runs; run++) {
                failed[run] = random.nextInt(3) > 0;
                files += run;
                failures = failed[run] ? failures + 1 : 0;
                if (random.nextBoolean()) {
                    spool.add(run);
                } else {
                    deliver(store, job, run, failed[run], false);
                }
                Collections.shuffle(spool, random);
                while (!spool.isEmpty() && random.nextInt(3) == 0) {
                    deliver(store, job, spool.getLast(), failed[spool.getLast()], true);
                    if (random.nextInt(3) > 0) { // or else the client has not heard the answer, and sends it again
                        spool.removeLast();
                    }
                }
            }
            Collections.shuffle(spool, random);
            for (int run : spool) {
                deliver(store, job, run, failed[run], true);
            }

            assertThat(store.samples()).filteredOn(line -> line.contains("\"" + job + "\"")).containsExactly(
                    "files_total{instance=\"\",job=\"" + job + "\"} " + (int) files,
                    "jobtide_consecutive_failures{instance=\"\",job=\"" + job + "\"} " + failures,
                    "run{instance=\"\",job=\"" + job + "\"} " + (runs - 1));
            store.delete(StoreDriver.key("job", job));
        });
        store.close();
    }

    private static void deliver(StoreDriver store, String job, int run, boolean failed, boolean replay) {
        GroupKey key = StoreDriver.key("job", job);
        Mark mark = mark(key, "run " + run, (1000 + run) * SECOND, replay);
        assertThat(store.push(key, PushMode.ADD, mark, families(Map.of("run", (double) run, "files_total", (double) run,
                ReplayModel.FAILURES, failed ? 1.0 : 0.0)))).isEqualTo(new Outcome.Stored());
    }

    @Test
    void oneIdTwiceInABatchCountsOnceAndIsForgottenIfTheBatchFails() {
        ScriptedEngine engine = new ScriptedEngine();
        GroupKey key = StoreDriver.key("job", "a");
        Mark mark = mark(key, "x", 0, false);
        try (StoreDriver store = StoreDriver.open(engine)) {
            engine.refuses = batch -> !batch.isEmpty();
            assertThat(twice(store, engine, key, mark)).hasOnlyElementsOfType(Outcome.Unavailable.class);
            assertThat(store.store().counts().duplicates()).isZero();

            engine.refuses = _ -> false;
            assertThat(twice(store, engine, key, mark)).containsOnly(new Outcome.Stored());
            assertThat(store.samples()).containsExactly("c_total{instance=\"\",job=\"a\"} 1");
            assertThat(store.store().counts().duplicates()).isEqualTo(1);
        }
    }

    private static List<Outcome> twice(StoreDriver store, ScriptedEngine engine, GroupKey key, Mark mark) {
        CountDownLatch gate = new CountDownLatch(1);
        engine.gate = gate;
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // the first keeps the committer busy, so that the others share a batch
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            answers.add(answer);
            GroupKey group = i == 0 ? StoreDriver.key("job", "other") : key;
            store.store().push(group, PushMode.ADD, i == 0 ? Mark.NONE : mark,
                    i == 0 ? List.of() : List.of(families(Map.of("c_total", 1.0))), answer::complete);
        }
        gate.countDown();
        return answers.stream().skip(1).map(CompletableFuture::join).toList();
    }

    @Test
    void aRefusedPushIsNotRememberedAndAnIdIsOfItsGroupAlone() {
        try (StoreDriver store = StoreDriver.open()) {
            GroupKey a = StoreDriver.key("job", "a");
            GroupKey b = StoreDriver.key("job", "b");
            assertThat(store.push(a, PushMode.ADD, mark(a, "x", 0, false), StoreDriver.summary("s", 1, 2)))
                    .isInstanceOf(Outcome.Rejected.class);

            store.push(a, PushMode.ADD, mark(a, "x", 0, false), families(Map.of("c_total", 1.0)));
            store.push(b, PushMode.ADD, mark(b, "x", 0, false), families(Map.of("c_total", 2.0)));

            assertThat(store.samples()).containsExactly("c_total{instance=\"\",job=\"a\"} 1",
                    "c_total{instance=\"\",job=\"b\"} 2");
        }
    }

    @Test
    void anIdIsKnownForEightDaysAndOfTooManyTheOldestGo() {
        GroupKey key = StoreDriver.key("job", "a");
        StoreLimits few = StoreDriver.LIMITS.withPushIds(3);
        try (StoreDriver store = StoreDriver.open(few)) {
            for (String id : List.of("1", "2", "3", "1", "4", "2", "1")) { // the last is taken once more
                store.push(key, PushMode.ADD, mark(key, id, 0, false), families(Map.of("c_total", 1.0)));
            }
            assertThat(store.samples()).containsExactly("c_total{instance=\"\",job=\"a\"} 5");
            assertThat(store.store().counts().droppedIds()).isEqualTo(2);

            store.at(1000 + 8 * 24 * 3600);
            store.push(key, PushMode.ADD, mark(key, "4", 0, false), families(Map.of("c_total", 1.0)));
            assertThat(store.samples()).containsExactly("c_total{instance=\"\",job=\"a\"} 5");
            store.at(1001 + 8 * 24 * 3600);
            store.push(key, PushMode.ADD, Mark.NONE, families(Map.of("c_total", 1.0)));
            store.push(key, PushMode.ADD, mark(key, "4", 0, false), families(Map.of("c_total", 1.0)));
            assertThat(store.samples()).containsExactly("c_total{instance=\"\",job=\"a\"} 7");
            assertThat(store.store().counts().ids()).isEqualTo(1);
        }
    }

    @Test
    void aReplayOfOtherBucketsDoesNotStartANewerTotalAnew() {
        GroupKey key = StoreDriver.key("job", "a");
        try (StoreDriver store = StoreDriver.open()) {
            store.push(key, PushMode.ADD, mark(key, "1", 200, false),
                    StoreDriver.histogram("h", new double[]{1, 2}, 5));
            String page = store.page();

            store.push(key, PushMode.ADD, mark(key, "2", 100, true), StoreDriver.histogram("h", new double[]{1, 3}, 5));
            assertThat(store.page()).isEqualTo(page);
            assertThat(store.store().counts().late()).isEqualTo(1);
            assertThat(store.store().histogramResets()).isZero();

            store.push(key, PushMode.ADD, mark(key, "3", 300, true), StoreDriver.histogram("h", new double[]{1, 3}, 5));
            assertThat(store.store().histogramResets()).isEqualTo(1);
        }
    }

    @Test
    void whatIsToldLateCountsWhereTheCounterIsNoNumberThatCanBeAddedTo() {
        GroupKey key = StoreDriver.key("job", "a");
        MetricFamily three = new MetricFamily("c", MetricType.COUNTER, "", List.of(Metric.of(3)));
        try (StoreDriver store = StoreDriver.open()) {
            store.put(key, new MetricFamily("c", MetricType.COUNTER, "", List.of(Metric.of(Double.NaN))));

            store.push(key, PushMode.ADD, mark(key, "1", 100, true), three);
            store.push(key, PushMode.ADD, mark(key, "2", 90, true), three);

            assertThat(store.samples()).containsExactly("c{instance=\"\",job=\"a\"} 6");
            assertThat(store.store().counts().late()).isZero();
        }
    }

    @Test
    void whatIsToldLateIsLeftOutAndCountedWhereANewerFamilyIsOfAnotherType() {
        GroupKey key = StoreDriver.key("job", "a");
        try (StoreDriver store = StoreDriver.open()) {
            store.put(key, StoreDriver.gauge("c", 5));

            store.push(key, PushMode.ADD, mark(key, "1", 100, true),
                    new MetricFamily("c", MetricType.COUNTER, "", List.of(Metric.of(3))));

            assertThat(store.samples()).containsExactly("c{instance=\"\",job=\"a\"} 5");
            assertThat(store.store().counts().late()).isEqualTo(1);
        }
    }

    @Test
    void failuresInAnAddingPushAreOneOrZero() {
        GroupKey key = StoreDriver.key("job", "a");
        try (StoreDriver store = StoreDriver.open()) {
            for (MetricFamily wrong : List.of(StoreDriver.gauge(ReplayModel.FAILURES, 2),
                    StoreDriver.gauge(ReplayModel.FAILURES, Double.NaN),
                    StoreDriver.gauge(ReplayModel.FAILURES, 1, "x", "y"),
                    StoreDriver.histogram(ReplayModel.FAILURES, new double[]{1}, 1),
                    new MetricFamily(ReplayModel.FAILURES, MetricType.COUNTER, "", List.of(Metric.of(1))))) {
                assertThat(store.push(key, PushMode.ADD, wrong)).isInstanceOf(Outcome.Rejected.class);
            }
            assertThat(store.post(key, StoreDriver.gauge(ReplayModel.FAILURES, 7))).isEqualTo(new Outcome.Stored());
        }
    }

    @Test
    void whereMemoryIsAtItsLimitFailuresCountAndOnlyTheirTimesGo() {
        GroupKey key = StoreDriver.key("job", "a");
        MetricFamily failed = StoreDriver.gauge(ReplayModel.FAILURES, 1);
        long bytes;
        try (StoreDriver store = StoreDriver.open()) {
            store.push(key, PushMode.ADD, failed);
            bytes = store.snapshot().memoryBytes();
        }
        try (StoreDriver store = StoreDriver.open(StoreDriver.LIMITS.withMemoryBytes(bytes + Long.BYTES - 1))) {
            for (int i = 1; i <= 120; i++) {
                assertThat(store.push(key, PushMode.ADD, failed)).isEqualTo(new Outcome.Stored());
                assertThat(store.samples()).containsExactly(ReplayModel.FAILURES + "{instance=\"\",job=\"a\"} " + i);
            }
            assertThat(store.snapshot().group(key).orElseThrow().failures().times()).hasSize(1);
            assertThat(store.push(key, PushMode.ADD, StoreDriver.gauge(ReplayModel.FAILURES, 0)))
                    .isEqualTo(new Outcome.Stored());
            assertThat(store.push(key, PushMode.ADD, failed)).isEqualTo(new Outcome.Stored());
        }
    }

    private static Mark mark(GroupKey key, @Nullable String id, long event, boolean replay) {
        return new Mark(Optional.ofNullable(id).map(text -> PushId.of(key, text)),
                event == 0 ? OptionalLong.empty() : OptionalLong.of(event), OptionalLong.empty(), replay);
    }

    private static MetricFamily[] families(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(entry -> new MetricFamily(entry.getKey(),
                        entry.getKey().endsWith("_total") ? MetricType.COUNTER : MetricType.GAUGE, "",
                        List.of(Metric.of(entry.getValue()))))
                .toArray(MetricFamily[]::new);
    }

    private static List<String> lines(StoreDriver driver) {
        List<String> lines = new ArrayList<>();
        try (Snapshot snapshot = driver.store().snapshot()) {
            for (StoredGroup group : snapshot.groups()) {
                lines.add(group.key().job() + " pushed " + group.pushNanos());
                for (int i = 0; i < group.familyCount(); i++) {
                    StoredFamily family = group.family(i);
                    Reading reading = family.family().metrics().getFirst().reading();
                    double value = reading instanceof Reading.Scalar(double scalar) ? scalar : Double.NaN;
                    lines.add(group.key().job() + " " + family.name() + " " + value + " @" + family.pushedNanos());
                }
            }
        }
        return lines;
    }
}
