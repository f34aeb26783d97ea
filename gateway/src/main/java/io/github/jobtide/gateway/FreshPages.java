package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.PackedPages;
import io.github.jobtide.store.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Text pages packed with gzip, of which what has changed is packed shortly before the next page is expected, so that less is left to be
 * done when it is asked for. Any thread.
 *
 * <p>For each page that was asked for there is one such round at most: none if pages are not asked for at even intervals, or not often
 * enough. A round works {@value #STEP_MILLIS} ms at a time, holds a snapshot only so long, and rests for {@value #RESTS} times as
 * long, so it takes a quarter of one processor at most. Where pushes change everything all the time a round is worth nothing: what it has packed has changed
 * again before a page needs it. Then some pages go without, twice as many each time.
 */
final class FreshPages implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FreshPages.class.getName());
    static final int STEP_MILLIS = 2;
    static final int RESTS = 3;
    private static final int MOST_SKIPPED = 64;
    /** A round should be done so long before the page is asked for. */
    private static final long AHEAD_NANOS = Duration.ofMillis(200).toNanos();

    private final PackedPages packed = new PackedPages();
    private final Supplier<Snapshot> snapshots;
    private final LongSupplier nanos;
    private final Later later;
    private final ScrapeRhythm rhythm = new ScrapeRhythm();
    private @Nullable Round round;
    /** How long the latest page or round took, whichever took longer. */
    private long workNanos;
    private int skipped;
    private int toSkip;

    /** @param later closed with this */
    FreshPages(Supplier<Snapshot> snapshots, LongSupplier nanos, Later later) {
        this.snapshots = snapshots;
        this.nanos = nanos;
        this.later = later;
    }

    static FreshPages start(MetricStore store) {
        return new FreshPages(store::snapshot, System::nanoTime, new OneTask("page-refresher"));
    }

    /** The page as it stands now, to be closed. */
    PackedPages.Page page(Function<Snapshot, List<MetricFamily>> own, Escaping escaping) {
        long begin = nanos.getAsLong();
        PackedPages.Page page;
        try (Snapshot snapshot = snapshots.get()) {
            page = packed.page(snapshot, own.apply(snapshot), escaping);
        }
        try {
            answered(page, escaping, begin);
        } catch (RuntimeException | Error e) {
            page.close();
            throw e;
        }
        return page;
    }

    private synchronized void answered(PackedPages.Page page, Escaping escaping, long begin) {
        long roundNanos = 0;
        if (round != null) {
            roundNanos = round.worked;
            learn(round.packed(), page);
            round = null;
        }
        workNanos = Math.max(roundNanos, nanos.getAsLong() - begin);
        rhythm.asked(begin);
        OptionalLong next = rhythm.next();
        if (next.isPresent() && !skips()) {
            plan(next.getAsLong(), begin, escaping);
        }
    }

    /** A round is worth its while if a quarter of what it packed was needed. */
    private void learn(int roundPacked, PackedPages.Page page) {
        if (roundPacked > 0) {
            skipped = 4L * page.early() < roundPacked ? Math.clamp(2L * skipped, 1, MOST_SKIPPED) : 0;
            toSkip = skipped;
        }
    }

    private boolean skips() {
        return toSkip > 0 && toSkip-- > 0;
    }

    /** So late that it is done just before the page is asked for, but not before half of the time has passed. */
    private void plan(long next, long asked, Escaping escaping) {
        var planned = new Round(escaping);
        round = planned;
        long begin = Math.max(next - (1 + RESTS) * workNanos - AHEAD_NANOS, asked + (next - asked) / 2);
        later.run(Math.max(0, begin - nanos.getAsLong()), () -> step(planned));
    }

    @SuppressWarnings("ReferenceEquality") // the round that is planned now, not one like it
    private synchronized void step(Round planned) {
        if (planned != round) {
            return;
        }
        try {
            long took = planned.work();
            if (took > 0) {
                later.run(RESTS * took, () -> step(planned));
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "pages could not be packed ahead; each packs what has changed", e);
            round = null;
        }
    }

    @Override
    public void close() {
        later.close();
        synchronized (this) {
            round = null;
        }
        packed.close();
    }

    /** What is packed before one page, from when it is time for it. */
    private final class Round {
        private final Escaping escaping;
        private PackedPages.@Nullable Refresh refresh;
        private long worked;

        Round(Escaping escaping) {
            this.escaping = escaping;
        }

        /** Works for a while. @return how long, or 0 if there is no more to do */
        long work() {
            PackedPages.Refresh begun = refresh != null ? refresh : packed.refresh(escaping);
            refresh = begun;
            long begin = nanos.getAsLong();
            boolean more;
            try (Snapshot snapshot = snapshots.get()) {
                more = begun.step(snapshot, () -> nanos.getAsLong() - begin < STEP_MILLIS * 1_000_000L);
            }
            long took = nanos.getAsLong() - begin;
            worked += took;
            return more ? took : 0;
        }

        /** How many chunks. */
        int packed() {
            return refresh == null ? 0 : refresh.packed();
        }
    }

    /** Runs work after a while. */
    @FunctionalInterface
    interface Later extends AutoCloseable {
        /** Runs that once, in place of what was given before and has not begun. */
        void run(long nanos, Runnable task);

        /** Nothing is begun any more, and what was begun has ended. */
        @Override
        default void close() {}
    }
}
