package io.github.jobtide.e2e;

import java.time.Duration;

/** Lets time pass: between two looks at another process, or while a scraper or an outage takes its time. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a pause", e);
        }
    }
}
