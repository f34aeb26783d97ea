package io.github.jobtide.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by sleeping. */
final class FakeTimer implements Timer {
    final List<Duration> slept = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        slept.add(duration);
        now += duration.toNanos();
    }
}
