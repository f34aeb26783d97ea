package io.github.jobtide.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes what groups hold: gathers the changes of one batch, and publishes them when it is durable. The committer's alone.
 *
 * <p>A state that nobody reads is written over in place. Otherwise readers keep it, and the next one is written over the state before it, if
 * nobody reads that, or else is a new one. So a group that is pushed to again and again takes the same memory
 * all the time, and leaves nothing behind that the collector would have to find among what lives long.
 */
final class GroupStates {
    /** So many groups are looked at for each batch, of those that may hold more than they need; far more if nothing else is to be done. */
    private static final int TRIMMED_PER_BATCH = 128;
    private static final int TRIMMED_WHEN_IDLE = 1 << 16;

    private final Readers readers;
    private final List<GroupPlace> changed = new ArrayList<>();
    /** What each of them holds after the batch at hand; null if the group is gone then. */
    private final List<@Nullable StoredGroup> next = new ArrayList<>();
    /** Each once. */
    private final ArrayDeque<GroupPlace> crowded = new ArrayDeque<>();
    /** In the order in which they left. */
    private final ArrayDeque<Gone> gone = new ArrayDeque<>();

    GroupStates(Readers readers) {
        this.readers = readers;
    }

    /** What a group holds after what is known of the batch at hand; null if it is gone. */
    @Nullable
    StoredGroup find(GroupPlace place) {
        if (place.change != GroupPlace.UNCHANGED) {
            return next.get(place.change);
        }
        return place.gone ? null : place.latest();
    }

    /** Puts a group in its place, which is new or in use. */
    void set(StoredGroup group) {
        change(group.place(), group);
    }

    /** The group is gone. Only what takes that back may bring its place back; a group that is pushed to again gets a new one. */
    void remove(GroupPlace place) {
        change(place, null);
    }

    private void change(GroupPlace place, @Nullable StoredGroup group) {
        if (place.change == GroupPlace.UNCHANGED) {
            place.change = changed.size();
            changed.add(place);
            next.add(group);
        } else {
            next.set(place.change, group);
        }
    }

    /** The batch at hand has been taken back, change by change: forgets that there was one. */
    void forget() {
        for (GroupPlace place : changed) {
            place.change = GroupPlace.UNCHANGED;
        }
        changed.clear();
        next.clear();
    }

    /** What readers see who come from now on. Under the readers' lock. */
    void publish(long batch) {
        int most = changed.isEmpty() ? TRIMMED_WHEN_IDLE : TRIMMED_PER_BATCH;
        for (int i = 0; i < changed.size(); i++) {
            publish(changed.get(i), next.get(i), batch);
        }
        forget();
        trim(most);
        clearGone(most);
    }

    private void publish(GroupPlace place, @Nullable StoredGroup fresh, long batch) {
        StoredGroup latest = place.latest();
        if (fresh == null) {
            place.gone = true;
            gone.add(new Gone(place, batch));
        } else if (latest == null) {
            fresh.begin(batch);
            place.begin(fresh);
        } else {
            replace(place, latest, fresh, batch);
        }
    }

    private void replace(GroupPlace place, StoredGroup latest, StoredGroup fresh, long batch) {
        if (!readers.isAnyFrom(latest.batch())) {
            latest.become(fresh, latest, batch);
            return;
        }
        StoredGroup previous = place.previous();
        if (previous != null && !isRead(previous, latest)) {
            previous.become(fresh, latest, batch);
        } else {
            StoredGroup state = new StoredGroup(place, Families.NONE, 0, 0);
            state.become(fresh, latest, batch);
            keep(place, previous);
            place.previous(state);
        }
        if (!place.crowded && (place.older() != null || !latest.isSmall())) {
            place.crowded = true;
            crowded.add(place);
        }
    }

    /** That state makes room for a new one, but is still being read. */
    private void keep(GroupPlace place, @Nullable StoredGroup state) {
        if (state != null) {
            dropOlder(place, state);
            state.older(place.older());
            place.older(state);
        }
    }

    private boolean isRead(StoredGroup state, StoredGroup after) {
        return readers.isAnyBetween(state.batch(), after.batch());
    }

    /** Lets go those states before the one that nobody reads. */
    private void dropOlder(GroupPlace place, StoredGroup previous) {
        StoredGroup kept = null;
        StoredGroup after = previous;
        for (StoredGroup state = place.older(); state != null; state = state.older()) {
            if (isRead(state, after)) {
                kept = state;
            } else if (kept == null) {
                place.older(state.older());
            } else {
                kept.older(state.older());
            }
            after = state;
        }
    }

    private void trim(int most) {
        for (int left = Math.min(most, crowded.size()); left > 0; left--) {
            GroupPlace place = crowded.remove();
            place.crowded = isCrowdedAfterTrim(place);
            if (place.crowded) {
                crowded.add(place);
            }
        }
    }

    /** What was kept for readers who have left is let go, but for one small state, which the next change may need. */
    private boolean isCrowdedAfterTrim(GroupPlace place) {
        StoredGroup latest = place.latest();
        if (latest == null) {
            return false;
        }
        StoredGroup previous = place.previous();
        dropOlder(place, previous != null ? previous : latest);
        if (previous == null || previous.isSmall()) {
            return place.older() != null;
        }
        boolean read = isRead(previous, latest);
        if (!read) {
            place.previous(null);
        }
        return read || place.older() != null;
    }

    /** Lists of groups that somebody keeps lead to their places, so what those held must go by itself. */
    private void clearGone(int most) {
        for (int left = most; left > 0 && !gone.isEmpty() && !readers.isAnyBefore(gone.element().batch()); left--) {
            gone.remove().place().clear();
        }
    }

    /** A group that left with that batch. */
    private record Gone(GroupPlace place, long batch) {}
}
