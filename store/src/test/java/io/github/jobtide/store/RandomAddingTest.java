package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Details;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import io.github.jobtide.exposition.RandomFamilies;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.Reading.Bucket;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pushes that add, among others, restarts and failures, against a model that adds maps of whole numbers. What a series says is one
 * map: a number by the name of a bucket, {@code count}, {@code sum} or {@code value}, and what cannot be added by its names.
 */
final class RandomAddingTest {
    private static final List<String> NAMES = List.of("c1_total", "c2_total", "classic", "native", "mixed", "gauge");
    private static final double[][] BOUNDS = {{1, 5}, {5, 1, Double.POSITIVE_INFINITY}, {1, 10}};

    private final Map<GroupKey, Map<String, Map<Labels, Map<String, Long>>>> model = new HashMap<>();
    private long resets;

    static LongStream seeds() {
        return Seeds.first(25);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theStoreHoldsWhatTheModelHolds(long seed) {
        Random random = new Random(seed);
        ScriptedEngine engine = new ScriptedEngine();
        StoreDriver store = StoreDriver.open(engine);
        for (int step = 0; step < 150; step++) {
            GroupKey key = StoreDriver.key("job", random.nextBoolean() ? "a" : "b");
            switch (random.nextInt(20)) {
                case 0 -> {
                    store.delete(key);
                    model.remove(key);
                }
                case 1 -> {
                    store.close();
                    store = StoreDriver.open(engine);
                    resets = 0;
                }
                case 2 -> {
                    engine.refuses = batch -> !batch.isEmpty();
                    assertThat(store.push(key, PushMode.ADD, families(random)))
                            .isInstanceOf(Outcome.Unavailable.class);
                    engine.refuses = _ -> false;
                }
                case 3 -> assertThat(store.push(key, PushMode.ADD, withRefused(families(random), random)))
                        .isInstanceOf(Outcome.Rejected.class);
                case 4, 5 -> push(store, key, random.nextBoolean() ? PushMode.MERGE : PushMode.REPLACE, random);
                default -> push(store, key, PushMode.ADD, random);
            }
            assertThat(held(store)).as("step %d", step).isEqualTo(model);
            assertThat(store.store().histogramResets()).as("resets at step %d", step).isEqualTo(resets);
        }
        store.close();
    }

    /** Whatever is pushed is added or refused, and all of it can be read back, also after a restart. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oddFamiliesHarmNothing(long seed) {
        ScriptedEngine engine = new ScriptedEngine();
        StoreDriver store = StoreDriver.open(engine);
        GroupKey key = StoreDriver.key("job", "odd");
        for (int step = 0; step < 40; step++) {
            for (MetricFamily family : RandomFamilies.detailed(1000 * seed + step)) {
                if (family.type() != MetricType.SUMMARY) {
                    store.push(key, step % 10 == 0 ? PushMode.MERGE : PushMode.ADD, numbered(family));
                }
            }
            store.push(key, PushMode.ADD, coarse(new Random(1000 * seed + step)));
            if (step % 20 == 19) {
                store.close();
                store = StoreDriver.open(engine);
            }
            store.snapshot().group(key).ifPresent(group -> group.families().forEach(StoredFamily::family));
        }
        assertThat(store.page()).contains("push_time_seconds");
        store.close();
    }

    /** A native histogram of which only the schema may be told, and its count beside it. */
    private static MetricFamily coarse(Random random) {
        boolean hasBuckets = random.nextBoolean();
        Buckets none = new Buckets(List.of(), List.of());
        double count = random.nextInt(4);
        var parts = new NativeHistogram(random.nextInt(4) == 0 && count > 0, 3, 0, 0, none,
                hasBuckets ? new Buckets(List.of(new Span(random.nextInt(3), 1)), List.of(count)) : none);
        return new MetricFamily("coarse", MetricType.HISTOGRAM, "", List.of(Metric.of(Labels.NONE,
                new Reading.Detailed(new Reading.Histogram(count, 1, List.of()),
                        new Details(Optional.empty(), new TreeMap<>(), List.of(), Optional.of(parts))))));
    }

    /** The same under few names and labels, so that others are there to be added to. */
    private static MetricFamily numbered(MetricFamily family) {
        List<Metric> metrics = new ArrayList<>();
        for (Metric metric : family.metrics()) {
            metrics.add(Metric.of(Labels.of("a", Integer.toString(metrics.size())), metric.reading()));
        }
        return new MetricFamily("odd_" + family.type().name(), family.type(), family.help(), metrics);
    }

    private void push(StoreDriver store, GroupKey key, PushMode mode, Random random) {
        MetricFamily[] families = families(random);
        assertThat(store.push(key, mode, families)).isEqualTo(new Outcome.Stored());
        Map<String, Map<Labels, Map<String, Long>>> group = model.computeIfAbsent(key, _ -> new HashMap<>());
        if (mode == PushMode.REPLACE) {
            group.clear();
        }
        for (MetricFamily family : families) {
            if (mode != PushMode.ADD || family.type() == MetricType.GAUGE) {
                group.remove(family.name());
            }
            var series = group.computeIfAbsent(family.name(), _ -> new HashMap<>());
            said(family, key).forEach((labels, more) -> series.merge(labels, more, this::sum));
        }
    }

    /** A native bucket that is not there is empty; all else must be the same. */
    private Map<String, Long> sum(Map<String, Long> before, Map<String, Long> more) {
        if (!layout(before).equals(layout(more))) {
            resets++;
            return more;
        }
        Map<String, Long> sum = new TreeMap<>(before);
        more.forEach((name, value) -> sum.merge(name, value, (a, b) -> name.startsWith("layout") ? a : a + b));
        return sum;
    }

    private static List<String> layout(Map<String, Long> said) {
        return said.entrySet().stream().filter(entry -> !entry.getKey().startsWith("bucket"))
                .map(entry -> entry.getKey() + (entry.getKey().startsWith("layout") ? entry.getValue() : "")).toList();
    }

    private static Map<GroupKey, Map<String, Map<Labels, Map<String, Long>>>> held(StoreDriver store) {
        Map<GroupKey, Map<String, Map<Labels, Map<String, Long>>>> held = new HashMap<>();
        try (Snapshot snapshot = store.store().snapshot()) {
            for (GroupKey key : List.of(StoreDriver.key("job", "a"), StoreDriver.key("job", "b"))) {
                snapshot.group(key).filter(group -> group.pushNanos() > 0).ifPresent(group -> {
                    Map<String, Map<Labels, Map<String, Long>>> families = new HashMap<>();
                    group.families().stream().map(StoredFamily::family)
                            .filter(family -> NAMES.contains(family.name()))
                            .forEach(family -> families.put(family.name(), said(family, key)));
                    held.put(key, families);
                });
            }
        }
        return held;
    }

    private static Map<Labels, Map<String, Long>> said(MetricFamily family, GroupKey key) {
        Map<Labels, Map<String, Long>> said = new HashMap<>();
        for (Metric metric : family.metrics()) {
            Labels own = FamilyDecoder.withoutGrouping(metric.labels(), key.labels());
            said.put(FamilyDecoder.complete(own, key.labels()), said(metric.reading()));
        }
        return said;
    }

    private static Map<String, Long> said(Reading reading) {
        Map<String, Long> said = new TreeMap<>();
        switch (reading.plain()) {
            case Reading.Scalar(double value) -> said.put("value", (long) value);
            case Reading.Histogram histogram -> {
                said.put("count", (long) histogram.count());
                said.put("sum", (long) histogram.sum());
                for (Bucket bucket : histogram.buckets()) {
                    if (bucket.upperBound() != Double.POSITIVE_INFINITY) {
                        said.put("le" + bucket.upperBound(), (long) bucket.cumulativeCount());
                    }
                }
            }
            case Reading.Summary _,Reading.Detailed _,Reading.Missing _ -> throw new IllegalStateException("pushed?");
        }
        reading.details().nativeBuckets().ifPresent(parts -> {
            said.put("layout of schema", (long) parts.schema());
            said.put("layout of zero", (long) (parts.zeroThreshold() * 8));
            said.put("zero", (long) parts.zeroCount());
            buckets("bucket+", parts.positive(), said);
            buckets("bucket-", parts.negative(), said);
        });
        return said;
    }

    private static void buckets(String prefix, Buckets side, Map<String, Long> said) {
        int number = 0;
        int at = 0;
        for (Span span : side.spans()) {
            number += span.offset();
            for (int i = 0; i < span.length(); i++) {
                said.put(prefix + number++, side.counts().get(at++).longValue());
            }
        }
    }

    private static MetricFamily[] withRefused(MetricFamily[] families, Random random) {
        MetricFamily[] all = Arrays.copyOf(families, families.length + 1);
        all[families.length] = random.nextBoolean()
                ? StoreDriver.summary("summary", 1, 1)
                : new MetricFamily("negative_total", MetricType.COUNTER, "", List.of(Metric.of(-1)));
        return all;
    }

    private static MetricFamily[] families(Random random) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        return names.stream().limit(1 + random.nextInt(3)).map(name -> family(name, random))
                .toArray(MetricFamily[]::new);
    }

    private static MetricFamily family(String name, Random random) {
        List<String> series = new ArrayList<>(List.of("1", "2", "3"));
        Collections.shuffle(series, random);
        List<Metric> metrics = new ArrayList<>();
        for (String label : series.subList(0, 1 + random.nextInt(3))) {
            metrics.add(Metric.of(random.nextInt(4) == 0 ? Labels.of("a", label, "job", "x") : Labels.of("a", label),
                    reading(name, random)));
        }
        MetricType type = name.equals("gauge")
                ? MetricType.GAUGE
                : name.endsWith("_total") ? MetricType.COUNTER : MetricType.HISTOGRAM;
        return new MetricFamily(name, type, random.nextInt(5) == 0 ? "Help." : "", metrics);
    }

    private static Reading reading(String name, Random random) {
        return switch (name) {
            case "classic" -> classic(random);
            case "native" -> natively(new Reading.Histogram(0, random.nextInt(100), List.of()), random);
            case "mixed" -> natively(classic(random), random);
            default -> new Reading.Scalar(random.nextInt(1_000_000));
        };
    }

    private static Reading.Histogram classic(Random random) {
        double[] bounds = BOUNDS[random.nextInt(8) == 0 ? 2 : random.nextInt(2)];
        List<Bucket> buckets = new ArrayList<>();
        for (double bound : bounds) {
            buckets.add(new Bucket(bound, bound == Double.POSITIVE_INFINITY ? 100 : random.nextInt(100)));
        }
        return new Reading.Histogram(100, random.nextInt(200) - 100, buckets);
    }

    /** Its count is that of its native buckets. */
    private static Reading natively(Reading.Histogram classic, Random random) {
        Buckets negative = side(random);
        Buckets positive = side(random);
        int zeros = random.nextInt(3);
        double count = zeros;
        for (Buckets side : List.of(negative, positive)) {
            count += side.counts().stream().mapToDouble(Double::doubleValue).sum();
        }
        double all = count;
        List<Bucket> buckets = classic.buckets().stream().map(bucket -> bucket.upperBound() == Double.POSITIVE_INFINITY
                ? new Bucket(bucket.upperBound(), all)
                : bucket).toList();
        var parts = new NativeHistogram(false, random.nextInt(10) == 0 ? 2 : 3, random.nextInt(10) == 0 ? 0.25 : 0.5,
                zeros, negative, positive);
        return new Reading.Detailed(new Reading.Histogram(count, classic.sum(), buckets),
                new Details(Optional.empty(), new TreeMap<>(), List.of(), Optional.of(parts)));
    }

    private static Buckets side(Random random) {
        List<Span> spans = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Span span = new Span(random.nextInt(spans.isEmpty() ? -3 : 0, 4), random.nextInt(4));
            spans.add(span);
            for (int j = 0; j < span.length(); j++) {
                counts.add((double) random.nextInt(50));
            }
        }
        return new Buckets(spans, counts);
    }
}
