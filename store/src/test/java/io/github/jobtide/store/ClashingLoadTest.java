package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.histogram;
import static io.github.jobtide.store.StoreDriver.key;
import static io.github.jobtide.store.StoreDriver.untyped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups whose families clash when they are loaded, as after an update of the gateway. */
final class ClashingLoadTest {
    private static final GroupKey A = key("job", "a");
    private static final GroupKey B = key("job", "b");

    private final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void ofFamiliesOfAGroupThatClashTheFirstByNameIsServed() {
        keep(B, untyped("h_count", 1), gauge("odd_name", 2), gauge("z", 3));
        keep(B, histogram("h", new double[]{1}, 1), gauge("odd.name", 4), gauge("h_count.more", 5));

        try (StoreDriver store = open()) {
            assertThat(store.snapshot().heldBackFamilies()).isEqualTo(2);
            assertThat(store.snapshot().list(List.of(), Escaping.ALLOW_UTF_8).keySet()).containsExactly("h",
                    "h_count.more", "odd.name", PushTimes.FAILURE, PushTimes.PUSH, "z");
        }
    }

    @Test
    void aReplayLeavesWhatIsHeldBackAndNewer() {
        keep(A, gauge("m", 1));
        keep(B, untyped("m", 2));

        try (StoreDriver store = open()) {
            assertThat(store.push(B, PushMode.REPLACE, replay(900), gauge("other", 1)))
                    .isEqualTo(new Outcome.Stored());
            assertThat(store.snapshot().heldBackFamilies()).isEqualTo(1);

            store.push(B, PushMode.REPLACE, replay(1001), gauge("other", 1));
            assertThat(store.snapshot().heldBackFamilies()).isZero();
        }
    }

    private static Mark replay(long seconds) {
        return new Mark(Optional.empty(), OptionalLong.of(seconds * 1_000_000_000), OptionalLong.empty(), true);
    }

    /** If each were checked anew for each that follows, this would take minutes. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aClashInALargeGroupCostsNoMoreThanTheGroupIsLarge() {
        int many = 50_000;
        keep(A, gauge("m", 1));
        keep(B, untyped("m", 2));
        keep(B, IntStream.range(0, many).mapToObj(i -> gauge("f" + i, i)).toArray(MetricFamily[]::new));

        try (StoreDriver store = open()) {
            assertThat(store.snapshot().heldBackFamilies()).isEqualTo(1);
            assertThat(store.snapshot().seriesCount()).isEqualTo(many + 1);
        }
    }

    private StoreDriver open() {
        return StoreDriver.open(engine, StoreLimits.forHeap(1L << 30), NameRule.UTF_8);
    }

    /** As if the group had been pushed to while nothing else was there. */
    private void keep(GroupKey key, MetricFamily... families) {
        List<Change> before = List.copyOf(engine.stored);
        engine.stored.clear();
        try (StoreDriver store = open()) {
            assertThat(store.put(key, families)).isEqualTo(new Outcome.Stored());
        }
        engine.stored.addAll(0, before);
    }
}
