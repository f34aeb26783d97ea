package io.github.jobtide.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the old generation of the heap collected when a good part of it is garbage. The serial collector by itself does that only when the heap
 * is full, so a gateway under load would grow to its limit, slowly, for what a collection of some hundredths of a second gives back.
 *
 * <p>Collections take a three-thousandth of the time at most, so that less than one push in a thousand waits for one, with those behind it; who leaves behind more
 * than that allows has a heap that fills up, as without this. Source: docs/decisions/0014-collect-before-the-heap-is-full.md.
 */
final class HeapKeeper implements AutoCloseable {
    /** The pool as the serial collector calls it. With any other collector there is none, and nothing to do. */
    private static final String OLD_GENERATION = "Tenured Gen";
    private static final long LOOK_MILLIS = 5_000;
    private static final long ALLOWED_BYTES = 8L << 20;
    /** Beside those, one byte of garbage for so many that were in use after the latest collection. */
    private static final int LIVE_FOR_ONE = 4;
    private static final int REST = 3_000;

    /** What is collected. */
    interface Generation {
        long usedBytes();

        /** How much of it was in use after the latest collection; 0 before the first. */
        long liveBytes();

        void collect();
    }

    private final Generation old;
    private final LongSupplier nanos;
    private final Thread thread = new Thread(this::watch, "jobtide-heap");
    private long restsUntil;

    HeapKeeper(Generation old, LongSupplier nanos) {
        this.old = old;
        this.nanos = nanos;
        this.restsUntil = nanos.getAsLong();
    }

    /** Looks after the heap of this process, until closed. */
    static HeapKeeper start() {
        HeapKeeper keeper = new HeapKeeper(new OwnHeap(), System::nanoTime);
        keeper.thread.setDaemon(true);
        keeper.thread.start();
        return keeper;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Collects if it is time for that. */
    void look() {
        long begin = nanos.getAsLong();
        long live = old.liveBytes();
        if (old.usedBytes() - live > live / LIVE_FOR_ONE + ALLOWED_BYTES && begin - restsUntil >= 0) {
            old.collect();
            long end = nanos.getAsLong();
            restsUntil = end + REST * (end - begin);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    static final class OwnHeap implements Generation {
        private final @Nullable MemoryPoolMXBean pool = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(one -> one.getName().equals(OLD_GENERATION)).findFirst().orElse(null);

        @Override
        public long usedBytes() {
            return pool == null ? 0 : pool.getUsage().getUsed();
        }

        @Override
        public long liveBytes() {
            MemoryUsage afterwards = pool == null ? null : pool.getCollectionUsage();
            return afterwards == null ? 0 : afterwards.getUsed();
        }

        @Override
        public void collect() {
            System.gc();
        }
    }
}
