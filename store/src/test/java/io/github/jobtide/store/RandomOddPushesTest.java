package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.TextReader;
import io.github.jobtide.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random pushes whose names meet once they are escaped, against a model that looks at everything under every escaping. */
final class RandomOddPushesTest {
    private static final List<String> NAMES = List.of("m.x", "m_x", "m-x", "m_dot_x", "U__m_2e_x", "m.x_count",
            "m_x_sum",
            "m_dot_x_bucket", "m_dot_x_count", "U__m_2e_x_sum", "m", "gateway.requests_total", "push.time.seconds",
            "é");
    private static final List<String> LABELS = List.of("instance", "a", "a.b", "a_b", "a-b", "a_dot_b", "U__a_2e_b",
            "job",
            "..name..", "0");
    private static final List<String> KEY_LABELS = LABELS.stream().filter(name -> !name.equals("job")).toList();

    static LongStream seeds() {
        return Seeds.first(80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void acceptsWhatTheModelAcceptsAndShowsItUnderEveryEscaping(long seed) {
        var walk = new RandomWalk(seed, NameRule.UTF_8, random -> RandomWalk.key(random, KEY_LABELS, 7),
                RandomOddPushesTest::randomFamily);

        for (int step = 0; step < 250; step++) {
            walk.step(step);
            for (Escaping escaping : Escaping.values()) {
                assertThat(read(walk.store().page(escaping), escaping)).as("step %d, %s", step, escaping)
                        .isEqualTo(walk.model().families(escaping));
                assertThat(formats(walk.store(), escaping)).as("step %d, %s", step, escaping)
                        .isEqualTo(walk.model().families(escaping));
            }
        }

        walk.end();
    }

    /** A page read strictly: no family and no series twice, and under most escapings only classic names. */
    private static Map<String, Set<Metric>> read(String page, Escaping escaping) {
        List<MetricFamily> families = TextReader.read(page.getBytes(StandardCharsets.UTF_8), ReaderLimits.DEFAULT,
                escaping == Escaping.ALLOW_UTF_8 ? NameRule.UTF_8 : NameRule.CLASSIC);
        return byName(families);
    }

    private static Map<String, Set<Metric>> formats(StoreDriver store, Escaping escaping) {
        List<MetricFamily> families = new ArrayList<>();
        store.snapshot().forEachFamily(List.of(), escaping, family -> {
            List<Metric> metrics = new ArrayList<>();
            family.metrics().forEach(metrics::add);
            families.add(new MetricFamily(family.name(), family.type(), family.help(), metrics));
        });
        return byName(families);
    }

    private static Map<String, Set<Metric>> byName(List<MetricFamily> families) {
        Map<String, Set<Metric>> byName = new HashMap<>();
        for (MetricFamily family : families) {
            Set<Metric> metrics = new HashSet<>(family.metrics());
            assertThat(family.metrics().stream().map(Metric::labels)).as(family.name()).doesNotHaveDuplicates();
            if (!PushTimes.owns(family.name())) {
                assertThat(byName.put(family.name(), metrics)).as(family.name()).isNull();
            }
        }
        return byName;
    }

    private static MetricFamily randomFamily(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(6)) {
            case 0 -> StoreDriver.summary(name, random.nextInt(9), 1, randomLabels(random));
            case 1 -> StoreDriver.histogram(name, new double[]{1, 2, Double.POSITIVE_INFINITY}, random.nextInt(9),
                    randomLabels(random));
            case 2 -> StoreDriver.untyped(name, random.nextInt(9), randomLabels(random));
            case 3 -> {
                MetricFamily one = StoreDriver.gauge(name, random.nextInt(9), randomLabels(random));
                List<Metric> two = new ArrayList<>(one.metrics());
                two.addAll(StoreDriver.gauge(name, random.nextInt(9), randomLabels(random)).metrics());
                yield new MetricFamily(name, one.type(), "", two);
            }
            default -> StoreDriver.gauge(name, random.nextInt(9), randomLabels(random));
        };
    }

    private static String[] randomLabels(Random random) {
        return RandomWalk.labels(random, LABELS, 7).toArray(String[]::new);
    }
}
