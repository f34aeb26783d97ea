package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.testing.Seeds;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random pushes against a model so simple that it must be right: it checks everything anew for each push. */
final class RandomPushesTest {
    private static final List<String> NAMES = List.of("m", "m_count", "m_sum", "m_bucket", "n", "jobtide_m",
            "gateway_requests_total");
    private static final List<String> KEY_LABELS = List.of("instance", "x", "y");
    private static final List<String> FAMILY_LABELS = List.of("instance", "x", "y", "job");

    static LongStream seeds() {
        return Seeds.first(60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void acceptsWhatTheModelAcceptsAndShowsWhatTheModelHolds(long seed) {
        var walk = new RandomWalk(seed, NameRule.CLASSIC, random -> RandomWalk.key(random, KEY_LABELS, 3),
                RandomPushesTest::randomFamily);

        for (int step = 0; step < 400; step++) {
            walk.step(step);
            assertThat(walk.store().samples()).as("step %d", step)
                    .containsExactlyInAnyOrderElementsOf(walk.model().samples());
        }

        Set<String> heads = new HashSet<>();
        assertThat(walk.store().samples()).allMatch(line -> heads.add(line.substring(0, line.lastIndexOf(' '))));
        walk.end();
    }

    private static MetricFamily randomFamily(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String[] pairs = RandomWalk.labels(random, FAMILY_LABELS, 3).toArray(String[]::new);
        return switch (random.nextInt(5)) {
            case 0 -> StoreDriver.summary(name, random.nextInt(9), 1, pairs);
            case 1 -> StoreDriver.histogram(name, new double[]{1, 2}, random.nextInt(9), pairs);
            case 2 -> StoreDriver.untyped(name, random.nextInt(9), pairs);
            default -> StoreDriver.gauge(name, random.nextInt(9), pairs);
        };
    }
}
