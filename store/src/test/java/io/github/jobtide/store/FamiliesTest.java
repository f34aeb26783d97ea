package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jobtide.exposition.Details;
import io.github.jobtide.exposition.Exemplar;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups that hold what came with one push, and groups that hold what came with several. */
class FamiliesTest {
    private static final GroupKey GROUP = key("job", "backup");

    private final ScriptedEngine engine = new ScriptedEngine();
    private final StoreDriver store = StoreDriver.open(engine);

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> recordedBy(PushMode mode, MetricFamily... families) {
        engine.stored.clear();
        assertThat(store.push(GROUP, mode, families)).isEqualTo(new Outcome.Stored());
        return engine.stored.stream().map(FamiliesTest::told).toList();
    }

    private static String told(Change change) {
        return switch (change) {
            case Change.FamilyStored stored -> stored.family();
            case Change.FamilyRemoved removed -> "no " + removed.family();
            case Change.GroupTimes _ -> "times";
            case Change.GroupDeleted _ -> "gone";
            case Change.FailuresKept _ -> "failures";
            case Change.PushRemembered _ -> "id";
        };
    }

    private static MetricFamily[] gauges(double value, String... names) {
        return Arrays.stream(names).map(name -> gauge(name, value)).toArray(MetricFamily[]::new);
    }

    @Test
    void aPushRecordsWhatItBringsAndNothingElse() {
        assertThat(recordedBy(PushMode.REPLACE, gauges(1, "a", "b", "c"))).containsExactly("a", "b", "c", "times");
        assertThat(recordedBy(PushMode.MERGE)).containsExactly("times");
        assertThat(recordedBy(PushMode.MERGE, gauges(2, "b"))).containsExactly("b", "times");
        assertThat(recordedBy(PushMode.MERGE, gauges(3, "b", "d"))).containsExactly("b", "d", "times");
        assertThat(recordedBy(PushMode.MERGE, gauges(4, "d"))).containsExactly("d", "times");
        store.at(2000);
        assertThat(recordedBy(PushMode.MERGE, gauges(4, "d"))).as("the same values at another time")
                .containsExactly("d", "times");
        assertThat(store.samples()).containsExactly("a{instance=\"\",job=\"backup\"} 1",
                "b{instance=\"\",job=\"backup\"} 3", "c{instance=\"\",job=\"backup\"} 1",
                "d{instance=\"\",job=\"backup\"} 4");

        assertThat(recordedBy(PushMode.MERGE, gauges(5, "a", "b", "c", "d", "e")))
                .containsExactly("a", "b", "c", "d", "e", "times");
        assertThat(recordedBy(PushMode.REPLACE, gauges(6, "a", "e", "f")))
                .containsExactlyInAnyOrder("a", "e", "f", "no b", "no c", "no d", "times");
        assertThat(store.samples()).containsExactly("a{instance=\"\",job=\"backup\"} 6",
                "e{instance=\"\",job=\"backup\"} 6", "f{instance=\"\",job=\"backup\"} 6");
    }

    @Test
    void aPutKeepsWhatTellsOfRunsUnlessItBringsSuch() {
        store.put(GROUP, gauges(1, "a", "jobtide_running", "jobtide_z"));
        store.at(2000);

        assertThat(recordedBy(PushMode.REPLACE, gauges(2, "b"))).containsExactlyInAnyOrder("b", "no a", "times");
        assertThat(store.samples()).containsExactly("b{instance=\"\",job=\"backup\"} 2",
                "jobtide_running{instance=\"\",job=\"backup\"} 1", "jobtide_z{instance=\"\",job=\"backup\"} 1");
        assertThat(store.snapshot().group(GROUP).orElseThrow().families())
                .extracting(StoredFamily::name, StoredFamily::pushedNanos)
                .contains(tuple("b", 2_000_000_000_000L), tuple("jobtide_z", 1_000_000_000_000L));
        assertThat(recordedBy(PushMode.REPLACE)).containsExactlyInAnyOrder("no b", "times");
        assertThat(recordedBy(PushMode.REPLACE, gauges(3, "c", "jobtide_z")))
                .containsExactlyInAnyOrder("c", "jobtide_z", "no jobtide_running", "times");
        assertThat(store.samples()).containsExactly("c{instance=\"\",job=\"backup\"} 3",
                "jobtide_z{instance=\"\",job=\"backup\"} 3");
    }

    @Test
    void eachFamilyKeepsTheTimeOfItsPush() {
        store.at(10);
        store.put(GROUP, gauges(1, "a", "b"));
        store.at(20);
        store.post(GROUP, gauges(1, "b", "c"));

        assertThat(store.snapshot().group(GROUP).orElseThrow().families())
                .extracting(StoredFamily::name, StoredFamily::pushedNanos)
                .startsWith(tuple("a", 10_000_000_000L),
                        tuple("b", 20_000_000_000L),
                        tuple("c", 20_000_000_000L));
    }

    @Test
    void aRestartFindsGroupsOfOnePushAndOfSeveral() {
        store.put(GROUP, gauges(1, "a", "b"));
        store.put(key("job", "other"), gauges(2, "a", "b"));
        store.at(2000);
        store.post(GROUP, gauges(3, "b"));
        String before = store.page();

        try (StoreDriver after = StoreDriver.open(engine)) {
            assertThat(after.page()).isEqualTo(before);
            assertThat(after.snapshot().group(GROUP).orElseThrow().families())
                    .extracting(StoredFamily::pushedNanos).startsWith(1_000_000_000_000L, 2_000_000_000_000L);
            after.post(GROUP, gauges(4, "a"));
            assertThat(after.samples()).containsExactly("a{instance=\"\",job=\"backup\"} 4",
                    "a{instance=\"\",job=\"other\"} 2", "b{instance=\"\",job=\"backup\"} 3",
                    "b{instance=\"\",job=\"other\"} 2");
        }
    }

    @Test
    void whatGrowsInShapesThatAreKnownIsHeldToTheLimits() {
        assertThat(store.put(GROUP, exemplified(10))).isEqualTo(new Outcome.Stored());
        assertThat(store.put(GROUP, exemplified(2 << 20))).isInstanceOfSatisfying(Outcome.Rejected.class,
                rejected -> assertThat(rejected.message()).contains("the group would take 2097"));
        assertThat(store.put(GROUP, exemplified(20))).isEqualTo(new Outcome.Stored());
    }

    private static MetricFamily exemplified(int bytes) {
        Exemplar exemplar = new Exemplar(Labels.of("trace", "x".repeat(bytes)), 1, Optional.empty());
        Details details = new Details(Optional.empty(), new TreeMap<>(Map.of(0, exemplar)), List.of(),
                Optional.empty());
        return new MetricFamily("c", MetricType.COUNTER, "",
                List.of(Metric.of(Labels.NONE, new Reading.Detailed(new Reading.Scalar(1), details))));
    }

    @Test
    void atTheLimitOfMemoryNumbersMayChangeAndGroupsMayNotFallApart() {
        store.put(GROUP, gauges(1, "a", "b", "c"));
        long full = store.snapshot().memoryBytes();
        try (StoreDriver tight = StoreDriver.open(StoreDriver.LIMITS.withMemoryBytes(full))) {
            assertThat(tight.put(GROUP, gauges(1, "a", "b", "c"))).isEqualTo(new Outcome.Stored());
            assertThat(tight.put(GROUP, gauges(-1 / 3.0, "a", "b", "c"))).isEqualTo(new Outcome.Stored());
            assertThat(tight.post(GROUP, gauges(1, "b"))).isInstanceOfSatisfying(Outcome.Rejected.class,
                    rejected -> assertThat(rejected.message()).contains("bytes of memory"));
            assertThat(tight.post(GROUP, gauges(2, "a", "b", "c"))).isEqualTo(new Outcome.Stored());
        }
    }

    /** A body of protobuf can hold any number of families that no page shows. */
    @Test
    void familiesWithoutMetricsCount() {
        MetricFamily[] empty = new MetricFamily[1000];
        Arrays.setAll(empty, i -> new MetricFamily("m" + i, MetricType.GAUGE, "", List.of()));
        store.put(GROUP, empty);
        long one = store.snapshot().memoryBytes();
        store.put(key("job", "other"), empty);

        assertThat(store.snapshot().memoryBytes() - one).isGreaterThan(70_000);
    }

    @Test
    void groupsThatHoldTheSameShareTheirList() {
        for (int i = 0; i < 3; i++) {
            store.put(key("job", "j" + i), gauges(i, "a", "b"));
        }

        assertThat(store.snapshot().groups()).extracting(group -> group.pushed().list()).hasSize(3)
                .allSatisfy(list -> assertThat(list)
                        .isSameAs(store.snapshot().groups().iterator().next().pushed().list()));
    }
}
