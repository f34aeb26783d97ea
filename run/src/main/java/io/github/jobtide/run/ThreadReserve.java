package io.github.jobtide.run;

import java.util.concurrent.CountDownLatch;

/** Threads that do nothing: as long as they are there nobody else takes their places, and whoever has given them up can have as many others. */
final class ThreadReserve implements AutoCloseable {
    private static final long STACK_BYTES = 64 * 1024;

    private final CountDownLatch end = new CountDownLatch(1);

    private ThreadReserve() {}

    /** @throws OutOfMemoryError if the system does not let this process have so many */
    static ThreadReserve of(int count) {
        ThreadReserve reserve = new ThreadReserve();
        try {
            for (int i = 0; i < count; i++) {
                Thread thread = new Thread(null, new Runnable() {
                    @Override
                    public void run() {
                        reserve.await();
                    }
                }, "jobtide-reserve", STACK_BYTES);
                thread.setDaemon(true);
                thread.start();
            }
        } catch (RuntimeException | Error e) {
            reserve.close();
            throw e;
        }
        return reserve;
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
    }
}
