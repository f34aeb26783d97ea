package io.github.jobtide.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes what groups hold: gathers the changes of one batch, and publishes them when it is durable. The committer's alone.
 *
 * <p>A state that nobody reads is written over in place. Otherwise readers keep it, and the next one is written over the state before it, if
 * nobody reads that, or else is a new one. So a group that is pushed to again and again takes the same memory
 * all the time, and leaves nothing behind that the collector would have to find among what lives long.
 */
@SuppressWarnings("ReferenceEquality") // a change that was taken back is the very state that was there
final class GroupStates {
    /** So many groups are looked at for each batch, of those that may hold more states than they need. */
    private static final int TRIMMED_PER_BATCH = 256;

    private final Readers readers;
    private final List<GroupPlace> changed = new ArrayList<>();
    /** What each of them holds after the batch at hand; null if the group is gone then. */
    private final List<@Nullable StoredGroup> next = new ArrayList<>();
    /** Each once. */
    private final ArrayDeque<GroupPlace> crowded = new ArrayDeque<>();

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

    /** The group is gone; its place may only come back with the same batch. */
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

    /** What readers see who come from now on. */
    void publish(long batch) {
        for (int i = 0; i < changed.size(); i++) {
            publish(changed.get(i), next.get(i), batch);
        }
        forget();
        trim();
    }

    private void publish(GroupPlace place, @Nullable StoredGroup fresh, long batch) {
        StoredGroup latest = place.latest();
        if (fresh == null) {
            place.gone = true;
        } else if (latest == null) {
            fresh.begin(batch);
            place.begin(fresh);
        } else if (fresh != latest) {
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

    private boolean isRead(StoredGroup state, StoredGroup next) {
        return readers.isAnyBetween(state.batch(), next.batch());
    }

    /** Lets go those states before the one that nobody reads. */
    private void dropOlder(GroupPlace place, StoredGroup previous) {
        StoredGroup kept = null;
        StoredGroup next = previous;
        for (StoredGroup state = place.older(); state != null; state = state.older()) {
            if (isRead(state, next)) {
                kept = state;
            } else if (kept == null) {
                place.older(state.older());
            } else {
                kept.older(state.older());
            }
            next = state;
        }
    }

    private void trim() {
        if (readers.areAtSeveral()) {
            return;
        }
        for (int left = Math.min(TRIMMED_PER_BATCH, crowded.size()); left > 0; left--) {
            GroupPlace place = crowded.remove();
            place.crowded = isCrowdedAfterTrim(place);
            if (place.crowded) {
                crowded.add(place);
            }
        }
    }

    /** What was kept for readers who have left is let go, but for one small state, which the next change may need. */
    private boolean isCrowdedAfterTrim(GroupPlace place) {
        StoredGroup previous = place.previous();
        if (previous == null) {
            return false;
        }
        dropOlder(place, previous);
        boolean small = previous.isSmall();
        boolean read = isRead(previous, Objects.requireNonNull(place.latest()));
        if (!small && !read) {
            place.previous(null);
        }
        return place.older() != null || (!small && read);
    }
}
