package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random pushes against a model so simple that it must be right: it checks everything anew for each push. */
final class RandomPushesTest {
    private static final List<String> NAMES = List.of("m", "m_count", "m_sum", "m_bucket", "n", "jobtide_m",
            "gateway_requests_total");

    static LongStream seeds() {
        return Seeds.first(60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void acceptsWhatTheModelAcceptsAndShowsWhatTheModelHolds(long seed) {
        Random random = new Random(seed);
        ScriptedEngine engine = new ScriptedEngine();
        NaiveModel model = new NaiveModel();
        StoreDriver store = StoreDriver.open(engine);
        int accepted = 0;
        int refused = 0;

        for (int step = 0; step < 400; step++) {
            GroupKey key = randomKey(random);
            int action = random.nextInt(12);
            if (action == 0) {
                store.delete(key);
                model.delete(key);
            } else if (action == 1 && random.nextInt(4) == 0) {
                store.close();
                store = StoreDriver.open(engine);
            } else if (action == 2 && random.nextInt(10) == 0) {
                engine.refuses = batch -> !batch.isEmpty();
                store.put(key, randomFamilies(random));
                engine.refuses = _ -> false;
            } else {
                PushMode mode = random.nextBoolean() ? PushMode.REPLACE : PushMode.MERGE;
                MetricFamily[] families = randomFamilies(random);
                boolean taken = store.push(key, mode, families) instanceof Outcome.Stored;
                assertThat(taken).as("step %d: %s %s %s", step, mode, key, Arrays.toString(families))
                        .isEqualTo(model.push(key, mode, families));
                accepted += taken ? 1 : 0;
                refused += taken ? 0 : 1;
            }
            assertThat(store.samples()).as("step %d", step).containsExactlyInAnyOrderElementsOf(model.samples());
        }

        Set<String> heads = new HashSet<>();
        assertThat(store.samples()).allMatch(line -> heads.add(line.substring(0, line.lastIndexOf(' '))));
        store.close();
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    private static GroupKey randomKey(Random random) {
        List<String> labels = new ArrayList<>(List.of("job", random.nextBoolean() ? "a" : "b"));
        for (String name : List.of("instance", "x", "y")) {
            if (random.nextInt(3) == 0) {
                labels.addAll(List.of(name, random.nextBoolean() ? "" : "1"));
            }
        }
        return StoreDriver.key(labels.toArray(String[]::new));
    }

    private static MetricFamily[] randomFamilies(Random random) {
        Map<String, MetricFamily> families = new TreeMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            MetricFamily family = randomFamily(random);
            families.put(family.name(), family);
        }
        return families.values().toArray(MetricFamily[]::new);
    }

    private static MetricFamily randomFamily(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        List<String> labels = new ArrayList<>();
        for (String label : List.of("instance", "x", "y", "job")) {
            if (random.nextInt(3) == 0) {
                labels.addAll(List.of(label, random.nextBoolean() ? "" : "1"));
            }
        }
        String[] pairs = labels.toArray(String[]::new);
        return switch (random.nextInt(5)) {
            case 0 -> StoreDriver.summary(name, random.nextInt(9), 1, pairs);
            case 1 -> StoreDriver.histogram(name, new double[]{1, 2}, random.nextInt(9), pairs);
            case 2 -> StoreDriver.untyped(name, random.nextInt(9), pairs);
            default -> StoreDriver.gauge(name, random.nextInt(9), pairs);
        };
    }
}
