package io.github.jobtide.store.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for background threads that were told to end. */
final class Threads {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Threads() {}

    /** Not by interrupting: an interrupt in the middle of a write would close the file. */
    static void join(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
