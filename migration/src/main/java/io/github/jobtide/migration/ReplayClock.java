package io.github.jobtide.migration;

import java.time.Instant;
import java.time.InstantSource;

/** Stands still at the time of the push that is replayed. */
final class ReplayClock implements InstantSource {
    private volatile Instant now = Instant.EPOCH;

    void set(Instant next) {
        now = next;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
