package io.github.jobtide.store;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group for as long as it exists: its labels, and what it holds, as of the latest batch and as of those earlier ones that are still
 * being read. {@link GroupStates} changes it; any thread may ask for a batch that it has opened.
 *
 * <p>The two latest states stand in two slots and take turns: which one is the later their batches tell. So a push writes numbers and
 * bytes only: each reference that is written makes the collector look at the object that holds it. Lists of groups are lists of places,
 * so that they stay as they are when a group is pushed to.
 */
@SuppressWarnings("ReferenceEquality") // states are told apart by what they are, not by what they say
final class GroupPlace {
    /** The order of the groups on a page. */
    static final Comparator<GroupPlace> PAGE_ORDER = (a, b) -> GroupLabels.compare(a.labels, b.labels);

    /** Its number when nothing of the batch at hand concerns it. */
    static final int UNCHANGED = -1;

    private final GroupLabels labels;
    private final PushTimes times;
    private volatile @Nullable StoredGroup one;
    private volatile @Nullable StoredGroup other;
    /** Those before the two, which several readers at different batches made necessary, the latest first. */
    private volatile @Nullable StoredGroup older;
    /** These three are the committer's. Which of the changes of the batch at hand is its own. */
    int change = UNCHANGED;
    /** The group left with a batch that has been published. */
    boolean gone;
    /** It may hold more states than it needs, and will be looked at. */
    boolean crowded;

    GroupPlace(GroupLabels labels, PushTimes times) {
        this.labels = labels;
        this.times = times;
    }

    GroupLabels labels() {
        return labels;
    }

    PushTimes times() {
        return times;
    }

    /**
     * The state after that batch, which must be open and have had the group.
     *
     * <p>The slots hold the two latest states. One that is read keeps its batch; one that is written over meanwhile had a batch before those
     * that are read and gets one behind them. What leaves a slot never comes back to it, and if it is still read it stands among the older
     * ones before its slot is written. So the slots must have been as they are looked at at one moment, or one that has just left would
     * hide the one that is meant.
     */
    StoredGroup asOf(long batch) {
        StoredGroup first;
        StoredGroup second;
        do {
            first = one;
            second = other;
        } while (first != one);
        StoredGroup found = latestUpTo(batch, first, second);
        for (StoredGroup state = older; found == null && state != null; state = state.older()) {
            found = state.batch() <= batch ? state : null;
        }
        return Objects.requireNonNull(found, "a group that was not there");
    }

    private static @Nullable StoredGroup latestUpTo(long batch, @Nullable StoredGroup one,
            @Nullable StoredGroup other) {
        long since = one == null ? Long.MAX_VALUE : one.batch();
        long otherSince = other == null ? Long.MAX_VALUE : other.batch();
        if (since <= batch && (otherSince > batch || since > otherSince)) {
            return one;
        }
        return otherSince <= batch ? other : null;
    }

    /** The latest state; null before the first. The committer's: for others it may be written over while they look. */
    @Nullable
    StoredGroup latest() {
        StoredGroup first = one;
        StoredGroup second = other;
        return second == null || (first != null && first.batch() > second.batch()) ? first : second;
    }

    /** Puts the first state there. */
    void begin(StoredGroup state) {
        one = state;
    }

    /** The state in the other slot, from before the latest; null if there is none. */
    @Nullable
    StoredGroup previous() {
        return latest() == one ? other : one;
    }

    /** Puts a state into the slot that the latest is not in. */
    void previous(@Nullable StoredGroup state) {
        if (latest() == one) {
            other = state;
        } else {
            one = state;
        }
    }

    /** The group is gone, and nobody reads it: what others keep of it shall not keep its states. */
    void clear() {
        one = null;
        other = null;
        older = null;
    }

    @Nullable
    StoredGroup older() {
        return older;
    }

    void older(@Nullable StoredGroup state) {
        older = state;
    }

    @Override
    public String toString() {
        return labels.key().toString();
    }
}
