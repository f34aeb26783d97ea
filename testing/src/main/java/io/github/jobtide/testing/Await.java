package io.github.jobtide.testing;

import java.util.function.BooleanSupplier;

/** Waits for what must come soon. */
public final class Await {
    private static final long MAX_NANOS = 20_000_000_000L;

    private Await() {}

    /**
     * Returns as soon as that is so.
     *
     * @throws AssertionError if it is not so after 20 seconds
     */
    public static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("what was waited for has not come in 20 s");
            }
            Thread.onSpinWait();
        }
    }
}
