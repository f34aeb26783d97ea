package io.github.jobtide.store;

import io.github.jobtide.store.Outcome.Stored;
import io.github.jobtide.store.Outcome.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes the state: takes what waits as one batch, judges it, makes it durable, publishes, answers. While one
 * batch is being written the next collects, so many pushes share one sync.
 */
final class Committer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Committer.class.getName());
    private static final long IDLE_SECONDS = 60;
    private static final long RECOVERY_SECONDS = 1;
    private static final int EXIT_STATUS = 3;

    private final RequestQueue queue;
    private final Engine engine;
    private final Ledger ledger;
    private final Thread thread;
    private boolean sound = true;

    Committer(RequestQueue queue, Engine engine, Ledger ledger) {
        this.queue = queue;
        this.engine = engine;
        this.ledger = ledger;
        this.thread = Thread.ofPlatform().name("jobtide-committer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Answers what waits, then ends. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody could go on from a half-booked batch; a restart can, from what is on disk. */
    private void run() {
        try {
            takeTurns();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR,
                    "the committer failed; this process ends, so that a restart begins from what is on disk", e);
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }

    private void takeTurns() {
        proveSound();
        List<Request> requests = new ArrayList<>();
        while (queue.take(requests, sound ? IDLE_SECONDS : RECOVERY_SECONDS, TimeUnit.SECONDS)) {
            if (requests.isEmpty()) {
                proveSound();
            } else {
                work(requests);
            }
            requests.clear();
        }
    }

    /** An empty record a minute tells that storage still works; after a failure one a second, to find out that it does again. */
    private void proveSound() {
        try {
            ledger.committed(engine.commit(List.of()));
            sound = true;
        } catch (StorageException e) {
            fail(e);
        }
    }

    private void work(List<Request> requests) {
        for (int done = 0; done < requests.size();) {
            done += workBatch(requests.subList(done, requests.size()));
        }
    }

    /** Returns how many of them there was room for in one batch. */
    private int workBatch(List<Request> requests) {
        Batch batch = ledger.judge(requests);
        try {
            commit(batch);
            batch.answer();
        } catch (StorageException e) {
            fail(e);
            ledger.undo(batch);
            deletesOnly(requests.subList(0, batch.requests()), e);
        }
        return batch.requests();
    }

    private void commit(Batch batch) {
        if (!batch.changes().isEmpty()) {
            ledger.committed(engine.commit(batch.changes()));
            sound = true;
        }
        ledger.counts().add(batch.duplicates(), batch.late());
    }

    /** On a full disk there is room kept for deletes, and they make more. */
    private void deletesOnly(List<Request> requests, StorageException failure) {
        List<Request> deletes = new ArrayList<>();
        for (Request request : requests) {
            if (request instanceof Request.Push push) {
                answer(push.answer(), new Unavailable(failure.getMessage()));
            } else {
                deletes.add(request);
            }
        }
        for (int done = 0; done < deletes.size();) {
            done += workDeletes(deletes.subList(done, deletes.size()));
        }
    }

    private int workDeletes(List<Request> deletes) {
        Batch batch = ledger.judge(deletes);
        try {
            if (!batch.changes().isEmpty()) {
                ledger.committed(engine.commit(batch.changes()));
            }
            batch.answer();
        } catch (StorageException e) {
            ledger.undo(batch);
            batch.refuse(new Unavailable(e.getMessage()));
        }
        return batch.requests();
    }

    private void fail(StorageException e) {
        if (sound) {
            LOG.log(System.Logger.Level.ERROR,
                    "storage refuses, pushes are answered 503 until it works again: " + e.getMessage());
        }
        sound = false;
    }

    /** A caller's fault in taking an answer must not stop the committer. */
    static void answer(Consumer<Outcome> target, Outcome outcome) {
        try {
            target.accept(outcome);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an answer could not be handed over", e);
        }
    }

    /** What a list of requests leads to: changes for the engine, swaps to undo them, answers for when they are durable. */
    static final class Batch {
        private final List<Change> changes = new ArrayList<>();
        private final List<Swap> swaps = new ArrayList<>();
        private final List<Consumer<Outcome>> targets = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private long bytes;
        private int remembered;
        private int duplicates;
        private int late;

        void add(Change change) {
            changes.add(change);
            bytes += change.bytes();
        }

        /** The id of a push that is in it. */
        void remember(Change.PushRemembered id) {
            add(id);
            remembered++;
        }

        int remembered() {
            return remembered;
        }

        /** A push that was taken before, or is in it. */
        void duplicate(Consumer<Outcome> target) {
            duplicates++;
            outcome(target, null);
        }

        void late(boolean isLate) {
            late += isLate ? 1 : 0;
        }

        int duplicates() {
            return duplicates;
        }

        int late() {
            return late;
        }

        /** How many changes a request leads to is known only when it is judged. */
        boolean isFull() {
            return bytes >= RequestQueue.BATCH_BYTES;
        }

        /** How many requests are in it, refused ones included. */
        int requests() {
            return targets.size();
        }

        List<Change> changes() {
            return changes;
        }

        List<Swap> swaps() {
            return swaps;
        }

        void outcome(Consumer<Outcome> target, @Nullable Outcome otherThanStored) {
            targets.add(target);
            outcomes.add(otherThanStored != null ? otherThanStored : new Stored());
        }

        void answer() {
            for (int i = 0; i < targets.size(); i++) {
                Committer.answer(targets.get(i), outcomes.get(i));
            }
        }

        void refuse(Unavailable outcome) {
            for (Consumer<Outcome> target : targets) {
                Committer.answer(target, outcome);
            }
        }
    }

    /** One group's change of state; null stands for no group. */
    record Swap(@Nullable StoredGroup old, @Nullable StoredGroup fresh) {}
}
