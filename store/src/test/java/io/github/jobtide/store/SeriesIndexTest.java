package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SeriesIndexTest {
    private static final int GROUPS = 20;

    static LongStream seeds() {
        return Seeds.first(50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itFindsWhatTheOtherGroupsHoldAndNothingElse(long seed) {
        Random random = new Random(seed);
        SeriesIndex index = new SeriesIndex(Escaping.ALLOW_UTF_8);
        Map<Integer, Shape> held = new HashMap<>();
        List<GroupPlace> places = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            places.add(place(i));
        }

        for (int step = 0; step < 300; step++) {
            int group = random.nextInt(GROUPS);
            Shape before = held.remove(group);
            if (before != null) {
                index.remove(places.get(group), before);
            }
            if (random.nextInt(3) > 0) {
                Shape after = shape(group, random.nextInt(40));
                index.add(places.get(group), after);
                held.put(group, after);
            }
            int asked = random.nextInt(GROUPS);
            int series = random.nextInt(40);
            boolean isHeld = held.containsKey(asked) && series < held.get(asked).lines();
            long hash = hash(asked, series);
            assertThat(index.holder(hash, places.get((asked + 1) % GROUPS))).as("step %d", step)
                    .isEqualTo(isHeld ? places.get(asked) : null);
            assertThat(index.holder(hash, places.get(asked))).as("step %d, its own", step).isNull();
        }
    }

    /** The series of that number as another group's name for it: with the group's labels as its own. */
    private static long hash(int group, int series) {
        GroupKey other = StoreDriver.key("job", "j" + group, "n", "n" + series);
        return new SeriesHashes(shape(other, List.of(Metric.of(1))), other.labels(), Escaping.ALLOW_UTF_8).nextLong();
    }

    private static GroupPlace place(int group) {
        GroupKey key = StoreDriver.key("job", "j" + group);
        GroupNames names = GroupNames.of(key.labels());
        return new GroupPlace(GroupLabels.of(key, names), PushTimes.of(names));
    }

    private static Shape shape(int group, int series) {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            metrics.add(Metric.of(1, "n", "n" + i));
        }
        return shape(StoreDriver.key("job", "j" + group), metrics);
    }

    private static Shape shape(GroupKey key, List<Metric> metrics) {
        GroupNames names = GroupNames.of(key.labels());
        FamilyEncoder encoder = new FamilyEncoder();
        encoder.encode(new MetricFamily("m", MetricType.GAUGE, "", metrics), key, names);
        return Shape.decode(names, encoder.shape().bytes());
    }
}
