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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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

    static LongStream seeds() {
        return Seeds.first(80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void acceptsWhatTheModelAcceptsAndShowsItUnderEveryEscaping(long seed) {
        Random random = new Random(seed);
        ScriptedEngine engine = new ScriptedEngine();
        NaiveModel model = new NaiveModel();
        StoreDriver store = StoreDriver.open(engine, NameRule.UTF_8);
        int accepted = 0;
        int refused = 0;

        for (int step = 0; step < 250; step++) {
            GroupKey key = randomKey(random);
            int action = random.nextInt(12);
            if (action == 0) {
                store.delete(key);
                model.delete(key);
            } else if (action == 1 && random.nextInt(4) == 0) {
                store.close();
                store = StoreDriver.open(engine, NameRule.UTF_8);
            } else if (action == 2 && random.nextInt(10) == 0) {
                engine.refuses = batch -> !batch.isEmpty();
                store.put(key, randomFamilies(random));
                engine.refuses = _ -> false;
            } else {
                PushMode mode = random.nextBoolean() ? PushMode.REPLACE : PushMode.MERGE;
                MetricFamily[] families = randomFamilies(random);
                Outcome outcome = store.push(key, mode, families);
                boolean taken = outcome instanceof Outcome.Stored;
                assertThat(taken).as("step %d: %s %s %s: %s", step, mode, key, Arrays.toString(families), outcome)
                        .isEqualTo(model.push(key, mode, families));
                accepted += taken ? 1 : 0;
                refused += taken ? 0 : 1;
            }
            for (Escaping escaping : Escaping.values()) {
                assertThat(read(store.page(escaping), escaping)).as("step %d, %s", step, escaping)
                        .isEqualTo(model.families(escaping));
                assertThat(formats(store, escaping)).as("step %d, %s", step, escaping)
                        .isEqualTo(model.families(escaping));
            }
        }

        store.close();
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
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

    private static GroupKey randomKey(Random random) {
        List<String> labels = new ArrayList<>(List.of("job", random.nextBoolean() ? "a" : "b"));
        for (String name : LABELS) {
            if (!name.equals("job") && random.nextInt(7) == 0) {
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
        List<String> labels = new ArrayList<>();
        for (String label : LABELS) {
            if (random.nextInt(7) == 0) {
                labels.addAll(List.of(label, random.nextBoolean() ? "" : "1"));
            }
        }
        return labels.toArray(String[]::new);
    }
}
