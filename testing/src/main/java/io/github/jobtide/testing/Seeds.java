package io.github.jobtide.testing;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Seeds for tests with random input. They are the same in every run, and a failure names its seed; {@code -Djobtide.seed=N} runs that
 * one alone.
 */
public final class Seeds {
    private static final String ONE_ALONE = "jobtide.seed";

    private Seeds() {}

    /** From 1 to {@code count}, or the one that was asked for; for a {@code MethodSource}. */
    public static LongStream first(int count) {
        Long one = Long.getLong(ONE_ALONE);
        return one == null ? LongStream.rangeClosed(1, count) : LongStream.of(one);
    }

    /** Runs {@code test} with each of them. What it throws comes wrapped in an error that names the seed. */
    public static void each(int count, LongConsumer test) {
        first(count).forEach(seed -> {
            try {
                test.accept(seed);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        "seed " + seed + " (repeat with -D" + ONE_ALONE + "=" + seed + "): " + failure.getMessage(),
                        failure);
            }
        });
    }
}
