package io.github.jobtide.store;

import java.util.Comparator;

/**
 * A group for as long as it exists: its labels, and its place in each {@link GroupTable}, where its state stands.
 *
 * <p>Lists of groups are lists of places, so that they stay as they are when a group is pushed to.
 */
final class GroupPlace {
    /** The order of the groups on a page. */
    static final Comparator<GroupPlace> PAGE_ORDER = (a, b) -> GroupLabels.compare(a.labels, b.labels);

    private static final int NONE = -1;

    private final GroupLabels labels;
    private final PushTimes times;
    private int number = NONE;

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

    /** Its index in each table that it is in. */
    int number() {
        return number;
    }

    boolean hasNumber() {
        return number != NONE;
    }

    /** It is given once, before any reader can see the place. */
    void number(int given) {
        number = given;
    }

    @Override
    public String toString() {
        return labels.key().toString();
    }
}
