package io.github.jobtide.gateway;

import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What became of groups that were to be removed if nobody had pushed to them since they were looked at. Those that somebody else removed first
 * are neither removed nor kept.
 *
 * @param kept to which somebody had
 * @param failure why the rest was not removed; empty if there is no rest
 */
record Removal(List<GroupRow> removed, List<GroupRow> kept, String failure) {
    static final Removal NONE = new Removal(List.of(), List.of(), "");

    /** How many wait for the committer at once: enough to share a sync, and few beside pushes. */
    private static final int AT_ONCE = 200;
    private static final Duration WAIT = Duration.ofSeconds(60);

    Removal {
        removed = List.copyOf(removed);
        kept = List.copyOf(kept);
    }

    /**
     * Removes them, some at a time, and waits until that is durable; ends with the first that fails.
     *
     * @param late takes those that are removed after this has ended all the same, on the store's thread
     */
    static Removal of(List<GroupRow> rows, MetricStore store, Consumer<GroupRow> late) {
        return of(rows, (row, answer) -> store.deleteIfLastPushed(row.key(), row.pushNanos(), answer), WAIT, late);
    }

    /** @param wait for some of them together */
    static Removal of(List<GroupRow> rows, BiConsumer<GroupRow, Consumer<Outcome>> remover, Duration wait,
            Consumer<GroupRow> late) {
        List<GroupRow> removed = new ArrayList<>();
        List<GroupRow> kept = new ArrayList<>();
        String failure = "";
        for (int from = 0; from < rows.size() && failure.isEmpty(); from += AT_ONCE) {
            List<GroupRow> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            List<CompletableFuture<Outcome>> outcomes = some.stream().map(row -> remove(row, remover)).toList();
            long end = System.nanoTime() + wait.toNanos();
            for (int i = 0; i < some.size(); i++) {
                long left = failure.isEmpty() ? end - System.nanoTime() : 0; // Once one has failed, who waits?
                GroupRow row = some.get(i);
                switch (outcome(outcomes.get(i), left, () -> late.accept(row))) {
                    case Outcome.Stored _ -> removed.add(row);
                    case Outcome.Absent _ -> {
                        // Whoever removed it was told so.
                    }
                    case Outcome.Rejected _ -> kept.add(row);
                    case Outcome.Unavailable(var message) -> failure = failure.isEmpty() ? message : failure;
                }
            }
        }
        return new Removal(removed, kept, failure);
    }

    private static CompletableFuture<Outcome> remove(GroupRow row,
            BiConsumer<GroupRow, Consumer<Outcome>> remover) {
        var outcome = new CompletableFuture<Outcome>();
        remover.accept(row, outcome::complete);
        return outcome;
    }

    /** @param late runs if it is stored after this has given up */
    private static Outcome outcome(CompletableFuture<Outcome> future, long nanos, Runnable late) {
        try {
            return future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            tellLate(future, late);
            return new Outcome.Unavailable("storage does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tellLate(future, late);
            return new Outcome.Unavailable("the gateway stops");
        }
    }

    private static void tellLate(CompletableFuture<Outcome> future, Runnable late) {
        var _ = future.thenAccept(outcome -> {
            if (outcome instanceof Outcome.Stored) {
                late.run();
            }
        });
    }
}
