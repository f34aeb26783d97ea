package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLimitTest {
    private static final Outcome STORED = new Outcome.Stored();
    private static final String TOLD = " bytes of memory, and 20000 is the limit; delete groups that are no longer needed,"
            + " or give the gateway a larger heap (JOBTIDE_JAVA_OPTIONS=-Xmx…) or --limits.memory";

    @Test
    void aPushThatWouldTakeMoreMemoryThanAllGroupsMayIsRefusedAndNothingOfItIsKept() {
        try (StoreDriver store = StoreDriver.open(StoreDriver.LIMITS.withMemoryBytes(20_000))) {
            assertThat(store.put(key("job", "a"), gauge("m", 1))).isEqualTo(STORED);
            List<String> samples = store.samples();

            Outcome outcome = store.put(key("job", "a"), gauge("large", 1, "x", "x".repeat(20_000)));

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class,
                    rejected -> assertThat(rejected.message()).contains("all groups would take about ").endsWith(TOLD));
            assertThat(store.samples()).isEqualTo(samples);
        }
    }

    @Test
    void whenMemoryIsFullOldGroupsCanBePushedToAndDeletedAndThenNewOnesFit() {
        try (StoreDriver store = StoreDriver.open(StoreDriver.LIMITS.withMemoryBytes(20_000))) {
            int groups = 0;
            while (store.put(key("job", "g" + groups), gauge("m", 1)).equals(STORED)) {
                groups++;
            }
            assertThat(groups).isBetween(20, 60);
            assertThat(store.put(key("job", "late"), gauge("m", 1))).isInstanceOfSatisfying(Outcome.Rejected.class,
                    rejected -> assertThat(rejected.message()).contains("is the limit"));

            assertThat(store.put(key("job", "g0"), gauge("m", 1.23456789e100))).isEqualTo(STORED);
            for (int i = 1; i < 5; i++) {
                store.delete(key("job", "g" + i));
            }
            assertThat(store.put(key("job", "late"), gauge("m", 1))).isEqualTo(STORED);
        }
    }

    @Test
    void whatIsDeletedLeavesNoWeightBehindAndARestartWeighsTheSame() {
        ScriptedEngine engine = new ScriptedEngine();
        long full;
        try (StoreDriver store = StoreDriver.open(engine)) {
            for (int i = 0; i < 50; i++) {
                store.put(key("job", "g" + i), gauge("m", i), gauge("n" + i, i, "x", "own" + i));
            }
            full = store.snapshot().memoryBytes();
        }
        try (StoreDriver again = StoreDriver.open(engine)) {
            assertThat(again.snapshot().memoryBytes()).isEqualTo(full);

            for (int i = 0; i < 50; i++) {
                again.delete(key("job", "g" + i));
            }

            assertThat(again.snapshot().memoryBytes()).isLessThan(full / 20);
        }
    }
}
