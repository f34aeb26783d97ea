package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.store.Outcome.Reason;
import io.github.jobtide.store.Outcome.Rejected;
import io.github.jobtide.store.Request.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a push fits what is stored, as it will be after everything accepted before it. The cost is that of the push: a
 * family of a known shape, pushed again to its group, is not looked at at all.
 */
@SuppressWarnings("ReferenceEquality") // shapes in use are shared, so equal ones are the same
final class Judge {
    private static final String MORE_ROOM = " delete groups that are no longer needed, or give the gateway a larger heap"
            + " (JOBTIDE_JAVA_OPTIONS=-Xmx…) or --limits.memory";

    private final WorkingState state;
    private final ShapeTable shapes;
    private final Map<String, MetricType> own;
    private final StoreLimits limits;

    Judge(WorkingState state, ShapeTable shapes, Map<String, MetricType> own, StoreLimits limits) {
        this.state = state;
        this.shapes = shapes;
        this.own = own;
        this.limits = limits;
    }

    /** What a push leads to. Either way {@code after} is the group's new state; null means that not even the failure is recorded. */
    record Verdict(@Nullable StoredGroup before, @Nullable StoredGroup after, @Nullable Rejected rejection) {
        boolean accepted() {
            return rejection == null;
        }
    }

    Verdict judge(Request.Push push) {
        StoredGroup before = state.group(push.key());
        Rejected keyRefused = before != null ? null : judgeKey(push);
        if (keyRefused != null) {
            return new Verdict(null, null, keyRefused);
        }
        StoredGroup base = before != null ? before : state.newGroup(push.key(), push.names());
        if (!push.problems().isEmpty()) {
            return new Verdict(before, base.withFailure(push.nanos()), push.problems().rejection());
        }
        StoredFamily[] next = merge(base, push);
        Problems problems = new Problems();
        if (check(base, next, problems)) {
            checkLimits(base, next, problems);
        }
        if (!problems.isEmpty()) {
            return new Verdict(before, base.withFailure(push.nanos()), problems.rejection());
        }
        return new Verdict(before, base.with(next, push.nanos()), null);
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
        StoredGroup twin = push.key().twin().map(state::group).orElse(null);
        if (twin != null) {
            return new Rejected(Reason.INCONSISTENT,
                    "the group %s would export the same push times as the group %s, which is there; push to that one, or delete it first"
                            .formatted(push.key(), twin.key()));
        }
        return judgeRoom(push);
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

    /** The group's families after the push, by name. A family pushed again in its shape keeps that very shape. */
    private StoredFamily[] merge(StoredGroup base, Request.Push push) {
        StoredFamily[] old = base.pushed();
        List<StoredFamily> next = new ArrayList<>(old.length + push.families().size());
        int i = 0;
        for (Rendered rendered : push.families()) {
            String name = rendered.shape().name();
            while (i < old.length && old[i].name().compareTo(name) < 0) {
                keep(push, old[i++], next);
            }
            if (i < old.length && old[i].name().equals(name)) {
                i++;
            }
            next.add(new StoredFamily(base.labels(), shapes.shared(rendered.shape()), rendered.values(), push.nanos()));
        }
        while (i < old.length) {
            keep(push, old[i++], next);
        }
        return next.toArray(StoredFamily[]::new);
    }

    private static void keep(Request.Push push, StoredFamily family, List<StoredFamily> next) {
        if (push.mode() == PushMode.MERGE) {
            next.add(family);
        }
    }

    /**
     * Gate two: each family that is new to the group in its shape, against all other groups and the rest of this one.
     *
     * @return whether there was one
     */
    boolean check(StoredGroup base, StoredFamily[] next, Problems problems) {
        FamilyCheck check = null;
        for (StoredFamily family : next) {
            StoredFamily old = base.pushed(family.name());
            if (family != old && (old == null || old.shape() != family.shape())) {
                check = check != null ? check : new FamilyCheck(state, own, base, next, problems);
                check.check(family);
            }
        }
        return check != null;
    }

    /** Limits keep groups from growing: one that stays as large as it is may be pushed to beyond every limit. */
    private void checkLimits(StoredGroup base, StoredFamily[] next, Problems problems) {
        long lines = lines(next);
        long more = lines - lines(base.pushed());
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

    private static long bytes(StoredGroup group, StoredFamily[] families) {
        long bytes = (lines(families) + families.length) * group.key().canonical().length;
        for (StoredFamily family : families) {
            bytes += family.values().length + family.shape().encoded().length;
        }
        return bytes;
    }

    /** What would be there for these families alone: shapes that others use as well do not count. */
    private static long weight(StoredFamily[] families) {
        long weight = 0;
        for (StoredFamily family : families) {
            Shape shape = family.shape();
            weight += Weight.ofFamily(family) + (shape.uses <= 1 ? Weight.ofShape(shape) : 0);
        }
        return weight;
    }

    private static long lines(StoredFamily[] families) {
        long lines = 0;
        for (StoredFamily family : families) {
            lines += family.shape().lines();
        }
        return lines;
    }
}
