package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What the store says that groups take in memory, against the heap. */
class WeightTest {
    private static final StoreLimits WIDE = StoreDriver.LIMITS.withGroups(1_000_000).withSeries(10_000_000);

    @Test
    void tinyGroupsWeighWhatTheyTake() {
        assertWeighed(50_000, i -> List.of(gauge("m", i)));
    }

    @Test
    void groupsOfOneShapeWeighWhatTheyTake() {
        assertWeighed(20_000, i -> {
            List<MetricFamily> families = new ArrayList<>();
            for (int f = 0; f < 16; f++) {
                families.add(gauge("family_" + f, i + f / 7.0, "stage", "load"));
            }
            return families;
        });
    }

    @Test
    void groupsOfManyFamiliesWeighWhatTheyTake() {
        assertWeighed(2000, i -> {
            List<MetricFamily> families = new ArrayList<>();
            for (int f = 0; f < 200; f++) {
                families.add(gauge("family_" + f, i % 10));
            }
            return families;
        });
    }

    @Test
    void groupsOfSeveralPushesWeighWhatTheyTake() {
        assertWeighed(20_000, i -> List.of(gauge("first", i), gauge("both", i)),
                i -> List.of(gauge("both", i), gauge("last", i)));
    }

    /** A large family that each push brings anew must not stay for a small one that came with it. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
    void whatWasReplacedIsGoneThoughAPartOfItsPushStays() {
        IntFunction<List<MetricFamily>>[] pushes = new IntFunction[40];
        for (int p = 0; p < pushes.length; p++) {
            int push = p;
            Metric[] large = new Metric[500];
            Arrays.setAll(large, i -> Metric.of(Math.sqrt(i + push), "i", "" + i));
            MetricFamily family = new MetricFamily("large", MetricType.GAUGE, "", List.of(large));
            pushes[p] = i -> List.of(gauge("small_" + push, i), family);
        }
        assertWeighed(100, pushes);
    }

    @Test
    void groupsThatBecomeSmallerTakeLess() {
        assertWeighed(5000, i -> {
            Metric[] many = new Metric[180];
            Arrays.setAll(many, m -> Metric.of(Math.sqrt(i + m), "m", "" + m));
            return List.of(new MetricFamily("m", MetricType.GAUGE, "", List.of(many)));
        }, i -> List.of(gauge("m", i)));
    }

    @Test
    void groupsWithShapesOfTheirOwnWeighWhatTheyTake() {
        assertWeighed(20_000, i -> List.of(gauge("m", i, "own", "value number " + i), gauge("n", i, "own", "v" + i)));
    }

    @Test
    void familiesThatNoOtherGroupHasWeighWhatTheyTake() {
        assertWeighed(10_000, i -> List.of(gauge("family_of_group_" + i, i)));
    }

    /** With what pages under the other escapings leave behind. */
    @Test
    void namesBeyondTheAlphabetWeighWhatTheyTake() {
        assertWeighed("cost.center", 10_000, i -> List.of(gauge("m", i)));
        assertWeighed("instance", 10_000, i -> List.of(gauge("family.of_group " + i, i)));
        assertWeighed("instance", 10_000, i -> List.of(gauge("m", i, "own.label", "value number " + i)));
    }

    /** @param pushes to each group, which keep what was pushed before */
    @SafeVarargs
    private static void assertWeighed(int groups, IntFunction<List<MetricFamily>>... pushes) {
        assertWeighed("instance", groups, pushes);
    }

    @SafeVarargs
    private static void assertWeighed(String label, int groups, IntFunction<List<MetricFamily>>... pushes) {
        long before = used();
        try (StoreDriver store = StoreDriver.open(WIDE, NameRule.UTF_8)) {
            Runnable fill = () -> {
                for (int i = 0; i < groups; i++) {
                    for (IntFunction<List<MetricFamily>> push : pushes) {
                        store.push(key("job", "job", label, "instance number " + i), PushMode.MERGE,
                                push.apply(i).toArray(MetricFamily[]::new));
                    }
                }
            };
            fill.run();
            try (Snapshot kept = store.store().snapshot()) { // has each group keep a second state
                fill.run();
                assertThat(kept.groupCount()).isEqualTo(groups);
            }
            for (int i = 0; i < groups / 200 + 1; i++) { // each batch lets go some of what nobody can use
                store.delete(key("job", "none"));
                store.put(key("job", "another"));
            }
            for (Escaping escaping : Escaping.values()) {
                assertThat(store.page(escaping)).isNotEmpty();
            }
            long taken = used() - before;
            long weight = store.snapshot().memoryBytes();
            System.out.printf("WeightTest: %d groups, %d B each in the heap, %d B by weight%n", groups, taken / groups,
                    weight / groups);
            assertThat(weight).isBetween(taken * 6 / 10, taken * 18 / 10);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
