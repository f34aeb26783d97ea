package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.store.FamilyAdder.Sums;
import io.github.jobtide.store.Outcome.Reason;
import io.github.jobtide.store.Outcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a push fits what is stored, as it will be after everything accepted before it. The cost is that of the push: a
 * family of a known shape, pushed again to its group, is not looked at at all.
 */
@SuppressWarnings("ReferenceEquality") // shapes in use are shared, so equal ones are the same
final class Judge {
    private static final System.Logger LOG = System.getLogger(Judge.class.getName());
    private static final String MORE_ROOM = " delete groups that are no longer needed, or give the gateway a larger heap"
            + " (JOBTIDE_JAVA_OPTIONS=-Xmx…) or --limits.memory";

    /** The longest number and its line feed, and where it ends. */
    private static final int MOST_OF_A_LINE = Numbers.MAX_BYTES + 1 + Integer.BYTES;

    private final WorkingState state;
    private final ShapeTable shapes;
    private final Map<String, MetricType> own;
    private final StoreLimits limits;
    private final FamilyLists lists;
    private final FamilyAdder adder;
    private final HistogramResets resets;

    Judge(WorkingState state, ShapeTable shapes, FamilyLists lists, FamilyAdder adder,
            HistogramResets resets, Map<String, MetricType> own, StoreLimits limits) {
        this.state = state;
        this.shapes = shapes;
        this.lists = lists;
        this.adder = adder;
        this.resets = resets;
        this.own = own;
        this.limits = limits;
    }

    /**
     * What a push leads to. Either way {@code after} is the group's new state; null means that not even the failure is recorded.
     *
     * @param late whether something of it was left out, since what is there is newer
     */
    record Verdict(@Nullable StoredGroup before, @Nullable StoredGroup after, @Nullable Rejected rejection,
            boolean late) {
        boolean accepted() {
            return rejection == null;
        }

        Verdict butLate() {
            return new Verdict(before, after, rejection, true);
        }
    }

    Verdict judge(Request.Push push) {
        StoredGroup before = state.group(push.key(), push.seen());
        Rejected keyRefused = before != null ? null : judgeKey(push);
        if (keyRefused != null) {
            return new Verdict(null, null, keyRefused, false);
        }
        StoredGroup base = before != null ? before : state.newGroup(push.key(), push.names());
        if (!push.problems().isEmpty()) {
            return new Verdict(before, base.withFailure(push.nanos()), push.problems().rejection(), false);
        }
        if (!push.mode().adds()) {
            return judge(before, base, push, base.failures(), new Problems());
        }
        Problems problems = new Problems();
        Sums sums;
        try {
            sums = adder.add(base, push, problems);
        } catch (RuntimeException e) {
            return new Verdict(before, base.withFailure(push.nanos()), notAddable(push.key(), e), false);
        }
        Verdict verdict = judge(before, base, push.of(sums.families()), sums.failures(), problems);
        resets.add(verdict.accepted() ? sums.resets() : 0);
        return sums.leftOut() ? verdict.butLate() : verdict;
    }

    /** Nothing is booked yet, so that one push is refused, and all others go on. */
    private static Rejected notAddable(GroupKey key, RuntimeException why) {
        LOG.log(System.Logger.Level.ERROR, "a push to group " + key + " could not be added to what is stored", why);
        Problems problems = new Problems();
        problems.add("what is stored cannot be added to: " + why.getMessage()
                + "; push its families to /metrics/job/…, which replaces them, or delete the group");
        return problems.rejection();
    }

    private Verdict judge(@Nullable StoredGroup before, StoredGroup base, Request.Push push, Failures failures,
            Problems problems) {
        boolean late = false;
        Families next;
        if (push.mark().replay() && LateMerge.concerns(base, push)) {
            LateMerge.Merged merged = LateMerge.of(base, push, shared(push.families().list(), base.pushed().list()));
            late = merged.leftOut();
            next = several(merged.families(), base);
        } else {
            next = merge(base, push);
        }
        if (check(base, next.list(), problems) || grows(base.pushed(), next)) {
            checkLimits(base, next, problems);
        }
        if (!problems.isEmpty()) {
            return new Verdict(before, base.withFailure(push.nanos()), problems.rejection(), false);
        }
        StoredGroup after = base.with(next, push.nanos()).withFailures(fitting(failures, base, next));
        OptionalLong clientNanos = push.mark().clientNanos();
        if (clientNanos.isPresent()) {
            after.withSkew(clientNanos.getAsLong() - push.nanos());
        }
        return new Verdict(before, after, null, late);
    }

    /** That a run failed is counted in any case; where there is no memory for its time, only how many failed stays known. */
    private Failures fitting(Failures failures, StoredGroup base, Families next) {
        int more = failures.bytes() - base.failures().bytes();
        return more > 0 && state.weight() + weight(next) - weight(base.pushed()) + more > limits.maxMemoryBytes()
                ? failures.folded(base.failures().bytes() / Long.BYTES)
                : failures;
    }

    /** Gate one: may there be a group of that key at all? */
    private @Nullable Rejected judgeKey(Request.Push push) {
        int keyBytes = push.key().canonical().length;
        if (keyBytes > limits.maxKeyBytes()) {
            return refused(
                    "the grouping labels take %d bytes, and %d is the limit; use shorter values, or raise --limits.key-bytes",
                    keyBytes,
                    limits.maxKeyBytes());
        }
        String problem = KeyCheck.problem(push.key(), push.names(), state).orElse(null);
        return problem != null ? new Rejected(Reason.INCONSISTENT, problem) : judgeRoom(push);
    }

    private @Nullable Rejected judgeRoom(Request.Push push) {
        if (state.groupCount() >= limits.maxGroups()) {
            return refused("there are %d groups, and %d is the limit; delete groups that are no longer needed,"
                    + " or raise --limits.groups", state.groupCount(), limits.maxGroups());
        }
        if (state.nameSetCount() >= limits.maxNameSets() && !state.knowsNames(push.names())) {
            return refused("there are groups with %d different sets of label names, and %d is the limit;"
                    + " use the label names of other groups, or raise --limits.label-sets", state.nameSetCount(),
                    limits.maxNameSets());
        }
        if (state.weight() >= limits.maxMemoryBytes()) {
            return refused("all groups take about %d bytes of memory, and %d is the limit;" + MORE_ROOM, state.weight(),
                    limits.maxMemoryBytes());
        }
        return null;
    }

    private static Rejected refused(String message, long value, long limit) {
        return new Rejected(Reason.LIMIT, message.formatted(value, limit));
    }

    /** The group's families after the push. A family pushed again in its shape keeps that very shape. */
    private Families merge(StoredGroup base, Request.Push push) {
        boolean replaces = push.mode() == PushMode.REPLACE;
        if (!replaces && push.families().list().size() == 0) {
            return base.pushed();
        }
        FamilyList pushed = shared(push.families().list(), base.pushed().list());
        boolean keepsRuns = keepsRuns(base, push);
        if ((replaces && !keepsRuns) || hasAll(pushed, base.pushed().list())) {
            return Families.ofOnePush(pushed, push.families().values(), push.eventNanos());
        }
        return joined(kept(base, replaces), pushed, push, base);
    }

    /** Whether a program replaces what it has pushed beside its wrapper, whose families stay. */
    static boolean keepsRuns(StoredGroup base, Request.Push push) {
        return push.mode() == PushMode.REPLACE && base.pushed().list().tellsOfRuns()
                && !push.families().list().tellsOfRuns();
    }

    private Families several(List<StoredFamily> families, StoredGroup base) {
        Shape[] all = families.stream().map(StoredFamily::shape).toArray(Shape[]::new);
        return Families.ofSeveral(lists.of(all, base.pushed().list()), families);
    }

    /** The same shapes as they are in use; {@code like} if it holds just these. */
    private FamilyList shared(FamilyList pushed, FamilyList like) {
        if (pushed.isSameAs(like)) {
            return like;
        }
        Shape[] inUse = new Shape[pushed.size()];
        for (int i = 0; i < inUse.length; i++) {
            inUse[i] = shapes.shared(pushed.shape(i));
        }
        return lists.of(inUse, like);
    }

    private static boolean hasAll(FamilyList pushed, FamilyList old) {
        if (pushed == old) {
            return true;
        }
        int at = 0;
        for (int i = 0; i < old.size(); i++) {
            at = pushed.indexOf(old.shape(i).name(), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    /** What a push lets stay: everything, or what tells of runs if a program replaces what it has pushed beside its wrapper. */
    private static List<StoredFamily> kept(StoredGroup base, boolean runsOnly) {
        List<StoredFamily> kept = new ArrayList<>(base.familyCount());
        for (int i = 0; i < base.familyCount(); i++) {
            StoredFamily family = base.family(i);
            if (!runsOnly || family.shape().tellsOfRuns()) {
                kept.add(family);
            }
        }
        return kept;
    }

    /** @param kept by name; those that are pushed take their place */
    private Families joined(List<StoredFamily> kept, FamilyList pushed, Request.Push push, StoredGroup base) {
        Families fresh = Families.ofOnePush(pushed, push.families().values(), push.eventNanos());
        List<StoredFamily> next = new ArrayList<>(kept.size() + pushed.size());
        int i = 0;
        for (int j = 0; j < pushed.size(); j++) {
            String name = pushed.shape(j).name();
            while (i < kept.size() && kept.get(i).name().compareTo(name) < 0) {
                next.add(kept.get(i++));
            }
            if (i < kept.size() && kept.get(i).name().equals(name)) {
                i++;
            }
            next.add(fresh.get(j, base.labels()));
        }
        next.addAll(kept.subList(i, kept.size()));
        return several(next, base);
    }

    /**
     * Gate two: each family that is new to the group in its shape, against all other groups and the rest of this one.
     *
     * @return whether there was one
     */
    boolean check(StoredGroup base, FamilyList next, Problems problems) {
        FamilyList old = base.pushed().list();
        FamilyCheck check = null;
        for (int i = 0; i < next.size() && next != old; i++) {
            Shape shape = next.shape(i);
            if (base.shape(shape.name()) != shape) {
                check = check != null ? check : new FamilyCheck(state, own, base, next, problems);
                check.check(shape);
            }
        }
        return check != null;
    }

    /** For a group to which families are added one by one. */
    FamilyCheck check(StoredGroup empty) {
        return new FamilyCheck(state, own, empty, FamilyList.EMPTY, new Problems());
    }

    /** Whether families of known shapes take more than before, by more than what numbers with more digits come to. */
    private static boolean grows(Families before, Families next) {
        return next.weight() > before.weight() && (next.areOfOnePush() != before.areOfOnePush()
                || next.valueBytes() > next.list().lines() * MOST_OF_A_LINE);
    }

    /** Limits keep groups from growing: one that stays as large as it is may be pushed to beyond every limit. */
    private void checkLimits(StoredGroup base, Families next, Problems problems) {
        long lines = next.list().lines();
        long more = lines - base.pushed().list().lines();
        long bytes = bytes(base, next);
        if (more > 0 && lines > limits.maxGroupSeries()) {
            limit(problems, "the group would have %d series, and %d is the limit; push fewer, split the group,"
                    + " or raise --limits.group-series", lines, limits.maxGroupSeries());
        }
        if (more > 0 && state.series() + more > limits.maxSeries()) {
            limit(problems, "there would be %d series in all groups, and %d is the limit;"
                    + " delete groups that are no longer needed, or raise --limits.series", state.series() + more,
                    limits.maxSeries());
        }
        if (bytes > limits.maxGroupBytes() && bytes > bytes(base, base.pushed())) {
            limit(problems, "the group would take %d bytes, and %d is the limit; push less, split the group,"
                    + " or raise --limits.group-bytes", bytes, limits.maxGroupBytes());
        }
        long growth = weight(next) - weight(base.pushed());
        if (growth > 0 && state.weight() + growth > limits.maxMemoryBytes()) {
            limit(problems, "all groups would take about %d bytes of memory, and %d is the limit;" + MORE_ROOM,
                    state.weight() + growth, limits.maxMemoryBytes());
        }
    }

    private static void limit(Problems problems, String message, long value, long limit) {
        problems.add(Reason.LIMIT, message.formatted(value, limit));
    }

    private static long bytes(StoredGroup group, Families families) {
        FamilyList list = families.list();
        long bytes = (list.lines() + list.size()) * group.key().canonical().length + families.valueBytes();
        for (int i = 0; i < list.size(); i++) {
            bytes += list.shape(i).encoded().length;
        }
        return bytes;
    }

    /** What would be there for these families alone: shapes that others use as well do not count. */
    private static long weight(Families families) {
        long weight = families.weight();
        for (int i = 0; i < families.size(); i++) {
            Shape shape = families.list().shape(i);
            weight += shape.uses <= 1 ? Weight.ofShape(shape) : 0;
        }
        return weight;
    }
}
