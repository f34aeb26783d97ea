package io.github.jobtide.gateway;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A bounded number of threads with a bounded queue, for work that is too long for an event loop. */
final class Workers implements AutoCloseable, Executor {
    private static final long STOP_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    private Workers(ThreadPoolExecutor threads) {
        this.threads = threads;
        threads.allowCoreThreadTimeOut(true);
    }

    /** @param queue how many pieces of work may wait; 0 for none */
    static Workers start(String name, int count, int queue) {
        return new Workers(new ThreadPoolExecutor(count, count, 60, TimeUnit.SECONDS,
                queue == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(queue),
                Thread.ofPlatform().name(name + "-", 1).factory()));
    }

    /** @throws RejectedExecutionException if too much waits already */
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Does that soon, or says that too much waits already. */
    boolean tryRun(Runnable work) {
        try {
            execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
