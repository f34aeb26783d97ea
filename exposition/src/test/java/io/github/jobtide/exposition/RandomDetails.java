package io.github.jobtide.exposition;

import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Adds to readings what only protobuf can carry: valid in every way. */
final class RandomDetails {
    private final SplittableRandom random;

    RandomDetails(SplittableRandom random) {
        this.random = random;
    }

    Reading detailed(MetricType type, Reading plain) {
        return switch (type) {
            case GAUGE, UNTYPED -> plain;
            case COUNTER -> with(plain, new Details(created(), exemplars(1), List.of(), Optional.empty()));
            case SUMMARY -> with(plain, new Details(created(), new TreeMap<>(), List.of(), Optional.empty()));
            case HISTOGRAM, GAUGE_HISTOGRAM -> histogram((Reading.Histogram) plain);
        };
    }

    private static Reading with(Reading plain, Details details) {
        return details.equals(Details.NONE) ? plain : new Reading.Detailed(plain, details);
    }

    private Reading histogram(Reading.Histogram classic) {
        SortedMap<Integer, Exemplar> exemplars = exemplars(classic.buckets().size());
        if (random.nextInt(3) == 0) {
            return with(classic, new Details(created(), exemplars, List.of(), Optional.empty()));
        }
        boolean floats = random.nextInt(3) == 0;
        int schema = random.nextInt(-4, 9);
        NativeHistogram buckets = new NativeHistogram(floats, schema, random.nextBoolean() ? 0 : 0.5,
                count(floats), side(schema, floats), side(schema, floats));
        double count = buckets.zeroCount() + sum(buckets.negative()) + sum(buckets.positive()) + (floats ? 0.25 : 0);
        List<Reading.Bucket> kept = floats || random.nextBoolean() ? List.of() : whole(classic.buckets());
        if (kept.isEmpty()) {
            exemplars = new TreeMap<>();
        }
        return new Reading.Detailed(new Reading.Histogram(count, classic.sum(), kept),
                new Details(created(), exemplars, List.copyOf(exemplars(3).values()), Optional.of(buckets)));
    }

    /** A histogram has either whole counts or doubles. */
    private static List<Reading.Bucket> whole(List<Reading.Bucket> buckets) {
        return buckets.stream().map(b -> new Reading.Bucket(b.upperBound(), Math.rint(b.cumulativeCount()))).toList();
    }

    private Buckets side(int schema, boolean floats) {
        List<Span> spans = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int offset = spans.isEmpty() ? random.nextInt(-20, 20) : random.nextInt(12);
            int length = random.nextInt(4);
            spans.add(new Span(schema < 0 ? Math.max(offset / 8, -2) : offset, length));
            for (; length > 0; length--) {
                counts.add(count(floats));
            }
        }
        return spans.isEmpty() ? new Buckets(List.of(new Span(0, 0)), List.of()) : new Buckets(spans, counts);
    }

    private static double sum(Buckets side) {
        return side.counts().stream().mapToDouble(Double::doubleValue).sum();
    }

    private double count(boolean floats) {
        double whole = random.nextLong(1L << random.nextInt(1, 40));
        return floats ? whole + random.nextInt(8) / 8.0 : whole;
    }

    private SortedMap<Integer, Exemplar> exemplars(int places) {
        SortedMap<Integer, Exemplar> exemplars = new TreeMap<>();
        for (int i = 0; i < places; i++) {
            if (random.nextInt(3) == 0) {
                Labels labels = random.nextBoolean() ? Labels.of("trace_id", "t" + random.nextInt(9)) : Labels.NONE;
                exemplars.put(i, new Exemplar(labels, random.nextInt(9) / 4.0, created()));
            }
        }
        return exemplars;
    }

    private Optional<Timestamp> created() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Timestamp(random.nextLong(-1L << 34, 1L << 34), random.nextInt(1_000_000_000)));
    }
}
