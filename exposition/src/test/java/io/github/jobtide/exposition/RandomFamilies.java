package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Families as a job could push them, from a seed: valid in every way, and as odd as valid may be. All of it survives the text format;
 * so there is no minus zero, and every histogram has a bucket for +Inf.
 */
public final class RandomFamilies {
    private static final List<String> ODD_TEXTS = List.of("", " ", "a", "\"", "\\", "\n", "\\n", "\\\\\"",
            "{a=\"b\"} 1", "a,b=c", "# TYPE m gauge",
            "\t\r", "\0", "é", "π", "日本語", "\ud83d\ude80", "\uffff", "\ufffd", "}", "\u2028", "le", "NaN", "e\u0301");
    private static final List<String> ENDINGS = List.of("_seconds", "_total", "_bytes", ":rate5m", "_info", "_counts",
            "_", "9", "_le");

    private final SplittableRandom random;
    private final boolean details;

    private RandomFamilies(SplittableRandom random, boolean details) {
        this.random = random;
        this.details = details;
    }

    /** Up to eight families of different names, none of which is a count, sum or bucket of another. */
    public static List<MetricFamily> from(long seed) {
        return new RandomFamilies(new SplittableRandom(seed), false).families();
    }

    /** The same with what only protobuf can carry: gauge histograms, native buckets, exemplars, times of creation. */
    public static List<MetricFamily> detailed(long seed) {
        return new RandomFamilies(new SplittableRandom(seed), true).families();
    }

    private List<MetricFamily> families() {
        List<MetricFamily> all = new ArrayList<>();
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            all.add(family("m" + i));
        }
        return all;
    }

    private MetricFamily family(String start) {
        List<MetricType> types = List.of(MetricType.values());
        MetricType type = oneOf(details ? types : types.subList(0, types.indexOf(MetricType.GAUGE_HISTOGRAM)));
        String help = random.nextBoolean() ? "" : "H" + text();
        List<Metric> metrics = new ArrayList<>();
        for (Labels labels : labelSets()) {
            Reading plain = reading(type);
            metrics.add(Metric.of(labels,
                    details && random.nextBoolean() ? new RandomDetails(random).detailed(type, plain) : plain));
        }
        return new MetricFamily(start + oneOf(ENDINGS), type, help, metrics);
    }

    private Set<Labels> labelSets() {
        Set<Labels> sets = new LinkedHashSet<>();
        int wanted = 1 + random.nextInt(5);
        for (int i = 0; i < wanted; i++) {
            int size = random.nextInt(4);
            String[] pairs = new String[2 * size];
            for (int j = 0; j < size; j++) {
                pairs[2 * j] = "l" + j + (random.nextBoolean() ? "_X" : "");
                pairs[2 * j + 1] = text();
            }
            sets.add(Labels.of(pairs));
        }
        return sets;
    }

    private Reading reading(MetricType type) {
        return switch (type) {
            case COUNTER, GAUGE, UNTYPED -> new Reading.Scalar(number());
            case SUMMARY -> new Reading.Summary(wholeCount(), number(), quantiles());
            case HISTOGRAM, GAUGE_HISTOGRAM -> histogram();
        };
    }

    private List<Reading.Quantile> quantiles() {
        List<Reading.Quantile> quantiles = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            quantiles.add(new Reading.Quantile(i / 7.0, number()));
        }
        return quantiles;
    }

    private Reading histogram() {
        boolean fractions = random.nextInt(4) == 0;
        List<Reading.Bucket> buckets = new ArrayList<>();
        double count = 0;
        double bound = random.nextInt(-3, 3);
        for (int i = random.nextInt(5); i > 0; i--) {
            count += fractions ? random.nextInt(9) / 8.0 : random.nextInt(1 << random.nextInt(30));
            bound += random.nextDouble(1e-6, 1e3);
            buckets.add(new Reading.Bucket(bound, count));
        }
        buckets.add(new Reading.Bucket(Double.POSITIVE_INFINITY, count));
        return new Reading.Histogram(count, number(), buckets);
    }

    private double wholeCount() {
        return random.nextLong(1L << random.nextInt(1, 54));
    }

    private double number() {
        return RandomNumbers.any(random) + 0.0;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(oneOf(ODD_TEXTS));
        }
        return text.toString();
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
