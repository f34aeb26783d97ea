package io.github.jobtide.push;

import java.time.Duration;

/** Time that passes. A seam, so that tests need not wait. */
public interface Timer {
    /** The machine's own: nobody sets it. */
    Timer REAL = new Timer() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }
    };

    /** Only differences mean anything. */
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;
}
