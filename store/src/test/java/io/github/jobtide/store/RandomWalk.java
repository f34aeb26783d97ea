package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Random pushes, deletes, restarts and refused writes, to a store and to a model of it: both must accept the same pushes. Whether they then
 * hold the same is for the test to say, after each step.
 */
final class RandomWalk {
    private final Random random;
    private final NameRule names;
    private final Function<Random, GroupKey> keys;
    private final Function<Random, MetricFamily> families;
    private final ScriptedEngine engine = new ScriptedEngine();
    private final NaiveModel model = new NaiveModel();
    private StoreDriver store;
    private int accepted;
    private int refused;

    RandomWalk(long seed, NameRule names, Function<Random, GroupKey> keys, Function<Random, MetricFamily> families) {
        this.random = new Random(seed);
        this.names = names;
        this.keys = keys;
        this.families = families;
        this.store = StoreDriver.open(engine, names);
    }

    StoreDriver store() {
        return store;
    }

    NaiveModel model() {
        return model;
    }

    void step(int number) {
        GroupKey key = keys.apply(random);
        int action = random.nextInt(12);
        if (action == 0) {
            store.delete(key);
            model.delete(key);
        } else if (action == 1 && random.nextInt(4) == 0) {
            store.close();
            store = StoreDriver.open(engine, names);
        } else if (action == 2 && random.nextInt(10) == 0) {
            engine.refuses = batch -> !batch.isEmpty();
            store.put(key, someFamilies());
            engine.refuses = _ -> false;
        } else {
            push(number, key);
        }
    }

    private void push(int number, GroupKey key) {
        PushMode mode = random.nextBoolean() ? PushMode.REPLACE : PushMode.MERGE;
        MetricFamily[] pushed = someFamilies();
        Outcome outcome = store.push(key, mode, pushed);
        boolean taken = outcome instanceof Outcome.Stored;
        assertThat(taken).as("step %d: %s %s %s: %s", number, mode, key, Arrays.toString(pushed), outcome)
                .isEqualTo(model.push(key, mode, pushed));
        accepted += taken ? 1 : 0;
        refused += taken ? 0 : 1;
    }

    private MetricFamily[] someFamilies() {
        Map<String, MetricFamily> some = new TreeMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            MetricFamily family = families.apply(random);
            some.put(family.name(), family);
        }
        return some.values().toArray(MetricFamily[]::new);
    }

    /** Closes the store; some pushes must have been accepted, and some refused. */
    void end() {
        store.close();
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    /** Names and values in turn, of about one of {@code oneIn} of these names. */
    static List<String> labels(Random random, List<String> names, int oneIn) {
        List<String> labels = new ArrayList<>();
        for (String name : names) {
            if (random.nextInt(oneIn) == 0) {
                labels.addAll(List.of(name, random.nextBoolean() ? "" : "1"));
            }
        }
        return labels;
    }

    /** Of one of two jobs. */
    static GroupKey key(Random random, List<String> names, int oneIn) {
        List<String> labels = new ArrayList<>(List.of("job", random.nextBoolean() ? "a" : "b"));
        labels.addAll(labels(random, names, oneIn));
        return StoreDriver.key(labels.toArray(String[]::new));
    }
}
