package io.github.jobtide.e2e;

import java.util.random.RandomGenerator;

/** Native parts of histograms that every scraper can take, in protobuf's text form, with the count that fits them. */
final class RandomNative {
    private final RandomGenerator random;
    private final boolean doubles;
    private final StringBuilder parts = new StringBuilder();
    private double count;

    RandomNative(RandomGenerator random) {
        this.random = random;
        this.doubles = random.nextInt(3) == 0;
    }

    String next() {
        parts.append(" schema: ").append(random.nextInt(-4, 9)).append(" zero_threshold: ")
                .append(random.nextBoolean() ? "0" : "0.001").append(doubles ? " zero_count_float: " : " zero_count: ");
        parts.append(number(next(random.nextInt(3))));
        side("negative");
        side("positive");
        return (doubles ? "sample_count_float: " + (count + 0.5) : "sample_count: " + number(count)) + parts;
    }

    private void side(String name) {
        double before = 0;
        for (int spans = random.nextInt(3); spans > 0; spans--) {
            int length = random.nextInt(4);
            parts.append(' ').append(name).append("_span { offset: ").append(random.nextInt(4)).append(" length: ")
                    .append(length).append(" }");
            for (; length > 0; length--) {
                double bucket = next(random.nextInt(5) == 0 ? 2_000_000 : random.nextInt(4));
                parts.append(' ').append(name).append(doubles ? "_count: " : "_delta: ")
                        .append(number(doubles ? bucket : bucket - before));
                before = bucket;
            }
        }
    }

    private double next(double bucket) {
        count += bucket;
        return bucket;
    }

    private static String number(double whole) {
        return Long.toString((long) whole);
    }
}
