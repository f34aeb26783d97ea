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
    private static final int MAX_NAME_SETS = 1000;
    /** Each line of the page and each record of the log holds the key. */
    private static final int MAX_KEY_BYTES = 4096;

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
        if (keyBytes > MAX_KEY_BYTES) {
            return new Rejected(Reason.LIMIT,
                    "the grouping labels take %d bytes, and %d is the limit; use shorter values".formatted(keyBytes,
                            MAX_KEY_BYTES));
        }
        StoredGroup twin = push.key().twin().map(state::group).orElse(null);
        if (twin != null) {
            return new Rejected(Reason.INCONSISTENT,
                    "the group %s would export the same push times as the group %s, which is there; push to that one, or delete it first"
                            .formatted(push.key(), twin.key()));
        }
        if (state.groupCount() >= limits.maxGroups()) {
            return new Rejected(Reason.LIMIT,
                    "there are %d groups, which is the limit; delete groups that are no longer needed"
                            .formatted(state.groupCount()));
        }
        if (state.nameSetCount() >= MAX_NAME_SETS && !state.knowsNames(push.names())) {
            return new Rejected(Reason.LIMIT,
                    "there are groups with %d different sets of label names, which is the limit; use the label names of other groups"
                            .formatted(MAX_NAME_SETS));
        }
        return null;
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

    private void checkLimits(StoredGroup base, StoredFamily[] next, Problems problems) {
        long lines = lines(next);
        if (lines > limits.maxGroupSeries()) {
            problems.add(Reason.LIMIT,
                    "the group would have %d series, and %d is the limit".formatted(lines, limits.maxGroupSeries()));
        }
        long total = state.series() - lines(base.pushed()) + lines;
        if (total > limits.maxSeries()) {
            problems.add(Reason.LIMIT,
                    "there would be %d series in all groups, and %d is the limit; delete groups that are no longer needed"
                            .formatted(total, limits.maxSeries()));
        }
        long bytes = (lines + next.length) * base.key().canonical().length;
        for (StoredFamily family : next) {
            bytes += family.values().length + family.shape().encoded().length;
        }
        if (bytes > limits.maxGroupBytes()) {
            problems.add(Reason.LIMIT,
                    "the group would take %d bytes, and %d is the limit".formatted(bytes, limits.maxGroupBytes()));
        }
    }

    private static long lines(StoredFamily[] families) {
        long lines = 0;
        for (StoredFamily family : families) {
            lines += family.shape().lines();
        }
        return lines;
    }
}
