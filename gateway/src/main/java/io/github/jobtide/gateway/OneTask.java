package io.github.jobtide.gateway;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that does one thing after a while. It ends when there has been nothing to do for a minute, and begins anew. Any thread may ask. */
final class OneTask implements FreshPages.Later {
    private static final long STOP_SECONDS = 30;

    private final ScheduledThreadPoolExecutor thread;
    private @Nullable Future<?> waiting;

    OneTask(String name) {
        thread = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setKeepAliveTime(60, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public synchronized void run(long nanos, Runnable task) {
        if (waiting != null) {
            waiting.cancel(false);
        }
        waiting = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** Waits for what has begun; what has not never will. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
