package io.github.jobtide.store;

import io.github.jobtide.store.Change.FamilyStored;
import io.github.jobtide.store.Committer.Batch;
import io.github.jobtide.store.Committer.Swap;
import io.github.jobtide.store.Judge.Verdict;
import io.github.jobtide.store.Outcome.Reason;
import io.github.jobtide.store.Outcome.Rejected;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Books requests on the working state, takes a batch back if it could not be made durable, and publishes it if it could. The
 * committer's alone, but for {@link #snapshot}.
 */
@SuppressWarnings("ReferenceEquality") // lists of families are immutable: the same one is unchanged
final class Ledger {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final Rejected PUSHED_SINCE = new Rejected(Reason.INCONSISTENT,
            "the group has been pushed to since it was looked at, so it stays");
    private static final Outcome.Absent ABSENT = new Outcome.Absent();

    private final WorkingState state;
    private final Judge judge;
    private final HistogramResets resets;
    /** Families from disk that fit nothing else: kept there, never shown. A new map for every change. */
    private Map<GroupKey, Map<String, FamilyStored>> heldBack;
    private Map<GroupKey, Map<String, FamilyStored>> heldBackBefore;
    private final KnownIds ids;
    private final PushCounts counts = new PushCounts();
    private final InstantSource clock;
    private final Readers readers;
    /** Held while readers come or go, and while what groups hold is published: changes in memory, at most those of one batch. */
    private final ReentrantLock doors = new ReentrantLock();
    private Published published;

    /** @param loaded number of the latest batch in {@code state} */
    Ledger(WorkingState state, Readers readers, Judge judge, HistogramResets resets,
            Map<GroupKey, Map<String, FamilyStored>> heldBack, KnownIds ids, long loaded, InstantSource clock) {
        this.state = state;
        this.ids = ids;
        this.clock = clock;
        this.judge = judge;
        this.resets = resets;
        this.heldBack = heldBack;
        this.heldBackBefore = heldBack;
        this.readers = readers;
        trim();
        this.published = state.prepare(loaded, ids.view(), heldBack);
        state.show(loaded);
    }

    /** The state after the latest durable batch, to be closed. */
    Snapshot snapshot() {
        doors.lock();
        try {
            var snapshot = new Snapshot(published, new OpenGroups(published.batch()), this::leave);
            readers.enter(published.batch());
            return snapshot;
        } finally {
            doors.unlock();
        }
    }

    private void leave(OpenGroups groups) {
        doors.lock();
        try {
            if (!groups.isClosed()) {
                groups.close();
                readers.leave(groups.batch());
            }
        } finally {
            doors.unlock();
        }
    }

    /** Books the requests, in order, each against the state that those before it leave; all of them, or so many of the first that the batch is full. */
    Batch judge(List<Request> requests) {
        heldBackBefore = heldBack;
        Batch batch = new Batch();
        for (Request request : requests) {
            if (batch.isFull()) {
                break;
            }
            switch (request) {
                case Request.Push push -> book(push, batch);
                case Request.Delete delete -> book(delete, batch);
                case Request.Wipe wipe -> book(wipe, batch);
            }
        }
        return batch;
    }

    /** As if the batch had never been booked. */
    void undo(Batch batch) {
        for (int i = batch.swaps().size() - 1; i >= 0; i--) {
            Swap swap = batch.swaps().get(i);
            state.swap(swap.fresh(), swap.old());
        }
        ids.takeBack(batch.remembered());
        state.undone();
        resets.forget();
        heldBack = heldBackBefore;
    }

    /** What was booked is durable under that number: readers may see it. */
    void committed(long sequence) {
        trim();
        Published next = state.prepare(sequence, ids.view(), heldBack);
        doors.lock();
        try {
            state.show(sequence);
            published = next;
        } finally {
            doors.unlock();
        }
        resets.settle();
    }

    PushCounts counts() {
        return counts;
    }

    /** Lets go the ids that are old or too many; all of them are durable. */
    private void trim() {
        if (ids.size() == 0) {
            counts.ids(0, 0);
            return;
        }
        int dropped = ids.trim(Nanos.of(clock.instant()));
        if (dropped > 0 && counts.droppedIds() == 0) {
            LOG.log(System.Logger.Level.WARNING,
                    "more pushes have an id than are remembered, so the oldest ids are forgotten:"
                            + " such a push counts once more if it is sent again; raise --limits.push-ids");
        }
        counts.ids(ids.size(), dropped);
    }

    private void book(Request.Push push, Batch batch) {
        Optional<PushId> id = push.mark().id();
        if (id.isPresent() && ids.knows(id.get())) {
            batch.duplicate(push.answer());
            return;
        }
        Verdict verdict = judge.judge(push);
        StoredGroup after = verdict.after();
        if (after != null) {
            swap(verdict.before(), after, batch);
            if (verdict.accepted()) {
                recordFamilies(verdict.before(), after, push, batch);
                id.ifPresent(known -> remember(known, push.nanos(), batch));
                batch.late(verdict.late());
            }
            batch.add(after.timesChange(push.key()));
            if ((verdict.before() == null ? Failures.NONE : verdict.before().failures()) != after.failures()) {
                after.failuresChange().ifPresent(batch::add);
            }
        }
        batch.outcome(push.answer(), verdict.rejection());
    }

    private void remember(PushId id, long nanos, Batch batch) {
        ids.add(id, nanos);
        batch.remember(new Change.PushRemembered(id, nanos));
    }

    private void recordFamilies(@Nullable StoredGroup before, StoredGroup after, Request.Push push, Batch batch) {
        if (before != null && before.pushed() == after.pushed()) {
            return;
        }
        boolean allNew = after.pushed().areOfOnePush();
        for (int i = 0; i < after.familyCount(); i++) {
            StoredFamily family = after.family(i);
            if (before == null || allNew || !before.holds(family, i)) {
                batch.add(family.change(push.key()));
                letGo(push.key(), family.name());
            }
        }
        if (push.mode() == PushMode.REPLACE) {
            removeOthers(push, before, after, batch);
        }
    }

    private void removeOthers(Request.Push push, @Nullable StoredGroup before, StoredGroup after, Batch batch) {
        FamilyList old = before == null ? FamilyList.EMPTY : before.pushed().list();
        for (int i = 0; i < old.size() && old != after.pushed().list(); i++) {
            if (after.shape(old.shape(i).name()) == null) {
                batch.add(new Change.FamilyRemoved(after.key(), old.shape(i).name()));
            }
        }
        if (heldBack.isEmpty()) {
            return;
        }
        for (FamilyStored held : List.copyOf(heldBack.getOrDefault(after.key(), Map.of()).values())) {
            String name = held.family();
            if (push.mark().replay() && held.pushedNanos() > push.eventNanos()) {
                continue;
            }
            if (name.startsWith(Shape.RUN_PREFIX) && !push.families().list().tellsOfRuns()) {
                continue;
            }
            batch.add(new Change.FamilyRemoved(after.key(), name));
            letGo(after.key(), name);
        }
    }

    private void book(Request.Delete delete, Batch batch) {
        StoredGroup before = delete.lastPushed().isPresent() ? state.group(delete.key()) : null;
        if (before != null && before.pushNanos() != delete.lastPushed().getAsLong()) {
            batch.outcome(delete.answer(), PUSHED_SINCE);
            return;
        }
        batch.outcome(delete.answer(), delete(delete.key(), batch) ? null : ABSENT);
    }

    private void book(Request.Wipe wipe, Batch batch) {
        List<GroupKey> keys = state.keys();
        for (GroupKey key : heldBack.keySet()) {
            if (state.group(key) == null) {
                keys.add(key);
            }
        }
        for (GroupKey key : keys) {
            delete(key, batch);
        }
        batch.outcome(wipe.answer(), null);
    }

    /** Returns whether there was something to remove. */
    private boolean delete(GroupKey key, Batch batch) {
        StoredGroup before = state.group(key);
        if (before != null) {
            swap(before, null, batch);
        }
        boolean isThere = before != null || heldBack.containsKey(key);
        if (isThere) {
            batch.add(new Change.GroupDeleted(key));
            letGo(key);
        }
        return isThere;
    }

    private void letGo(GroupKey key) {
        if (heldBack.containsKey(key)) {
            Map<GroupKey, Map<String, FamilyStored>> rest = new HashMap<>(heldBack);
            rest.remove(key);
            heldBack = Map.copyOf(rest);
        }
    }

    private void swap(@Nullable StoredGroup before, @Nullable StoredGroup after, Batch batch) {
        state.swap(before, after);
        batch.swaps().add(new Swap(before, after));
    }

    private void letGo(GroupKey key, String family) {
        Map<String, FamilyStored> held = heldBack.isEmpty() ? null : heldBack.get(key);
        if (held == null || !held.containsKey(family)) {
            return;
        }
        Map<String, FamilyStored> restOfGroup = new HashMap<>(held);
        restOfGroup.remove(family);
        Map<GroupKey, Map<String, FamilyStored>> rest = new HashMap<>(heldBack);
        if (restOfGroup.isEmpty()) {
            rest.remove(key);
        } else {
            rest.put(key, Map.copyOf(restOfGroup));
        }
        heldBack = Map.copyOf(rest);
    }
}
