package io.github.jobtide.run;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work on a thread of its own, so that a wait for it has an end whatever it meets: a pipe that nobody writes to, a disk that does not answer. */
final class Aside<T> implements Runnable {
    private static final long LOOK_MILLIS = 50;

    private final Work<T> work;
    private final Thread thread = new Thread(this, "jobtide-aside");
    private @Nullable T result;
    private @Nullable Throwable failure;

    private Aside(Work<T> work) {
        this.work = work;
    }

    /** What there is to do. */
    interface Work<T> {
        T run();
    }

    static <T> Aside<T> start(Work<T> work) {
        Aside<T> aside = new Aside<>(work);
        aside.thread.setDaemon(true);
        aside.thread.start();
        return aside;
    }

    @Override
    public void run() {
        try {
            T done = work.run();
            synchronized (this) {
                result = done;
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    /**
     * Waits for it, and no longer than that, nor once this process is to end.
     *
     * @return empty if it goes on
     * @throws StateException if it failed
     */
    Optional<T> await(Duration limit, Signals signals) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (thread.isAlive() && signals.ending() == 0 && end - System.nanoTime() > 0) {
            thread.join(LOOK_MILLIS);
        }
        return result();
    }

    /** The same, also if this process is to end. */
    Optional<T> await(Duration limit) throws InterruptedException {
        thread.join(Math.max(1, limit.toMillis()));
        return result();
    }

    private synchronized Optional<T> result() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new StateException(
                    thrown instanceof StateException ? String.valueOf(thrown.getMessage()) : thrown.toString(),
                    thrown);
        }
        return Optional.ofNullable(result);
    }
}
