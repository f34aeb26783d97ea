package io.github.jobtide.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay makes of a group that has families newer than what it tells of: those stay as they are, but for sums, which take in what
 * is told late as well. A pure function.
 */
final class LateMerge {
    private final StoredGroup base;
    private final Request.Push push;
    private final FamilyList pushed;
    private final boolean replaces;
    private final boolean keepsRuns;
    private final SortedMap<String, StoredFamily> next = new TreeMap<>();
    private boolean leftOut;

    private LateMerge(StoredGroup base, Request.Push push, FamilyList pushed) {
        this.base = base;
        this.push = push;
        this.pushed = pushed;
        this.replaces = push.mode() == PushMode.REPLACE;
        this.keepsRuns = Judge.keepsRuns(base, push);
    }

    /**
     * @param families of the group, by name
     * @param leftOut whether something would be otherwise if the push were none of a replay
     */
    record Merged(List<StoredFamily> families, boolean leftOut) {}

    /** Whether the push would change a family that is newer. */
    static boolean concerns(StoredGroup base, Request.Push push) {
        FamilyList pushed = push.families().list();
        for (int i = 0; i < base.familyCount(); i++) {
            StoredFamily family = base.family(i);
            boolean changed = push.mode() == PushMode.REPLACE || pushed.indexOf(family.name(), 0) >= 0;
            if (changed && isNewer(family, push)) {
                return true;
            }
        }
        return false;
    }

    /** @param pushed the push's families in the shapes that are in use */
    static Merged of(StoredGroup base, Request.Push push, FamilyList pushed) {
        return new LateMerge(base, push, pushed).merge();
    }

    static boolean isNewer(StoredFamily family, Request.Push push) {
        return family.pushedNanos() > push.eventNanos();
    }

    private Merged merge() {
        Families fresh = Families.ofOnePush(pushed, push.families().values(), push.eventNanos());
        for (int i = 0; i < pushed.size(); i++) {
            StoredFamily family = fresh.get(i, base.labels());
            next.put(family.name(), family);
        }
        for (int i = 0; i < base.familyCount(); i++) {
            StoredFamily family = base.family(i);
            if (isNewer(family, push)) {
                keep(family, next.get(family.name()));
            } else if (!replaces || (keepsRuns && family.shape().tellsOfRuns())) {
                next.putIfAbsent(family.name(), family);
            }
        }
        return new Merged(List.copyOf(next.values()), leftOut);
    }

    private void keep(StoredFamily newer, @Nullable StoredFamily late) {
        if (late != null && isSum(late.shape(), newer.shape())) {
            next.put(newer.name(), late.at(newer.pushedNanos()));
        } else {
            next.put(newer.name(), newer);
            leftOut |= late != null || (replaces && !(keepsRuns && newer.shape().tellsOfRuns()));
        }
    }

    /** Whether what is told late was added to what is there. */
    private boolean isSum(Shape late, Shape newer) {
        return push.mode().adds() && (late.name().equals(Failures.NAME)
                || (AddingRules.adds(late.type()) && late.type() == newer.type()));
    }
}
